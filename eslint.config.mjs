import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { importCircles, importDirections } from './scripts/import-directions.mjs';

const passedIn = 'is passed in: take it as an argument.';
const clock = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: `The clock ${passedIn}`,
  },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: `The clock ${passedIn}`,
  },
  {
    selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]',
    message: `The clock ${passedIn}`,
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: `Randomness ${passedIn}`,
  },
];
const emit = [
  {
    selector: 'CallExpression[callee.property.name="emit"]',
    message: 'Only server/live emits: publish after the commit.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'client/dist/',
      'client/src/schema.ts',
      'release/',
      'test-output/',
      'coverage/',
      'data/',
      'docs/',
      'public/',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.{ts,mjs,vue}'],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    plugins: {
      here: { rules: { 'import-circles': importCircles, 'import-directions': importDirections } },
    },
    rules: {
      'here/import-circles': 'error',
      'here/import-directions': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // Handlers are async by contract even where nothing is awaited.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // Without types: each of these files made TypeScript begin its program anew, half of the whole
    // lint's time. Their types are what vue-tsc checks.
    files: ['**/*.vue'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: tseslint.parser, projectService: false, program: null },
    },
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      'vue/no-undef-components': 'error',
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['shared/**/*.ts'],
    ignores: ['shared/ui/**'],
    rules: { 'no-restricted-syntax': ['error', ...clock] },
  },
  {
    files: ['server/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock, ...emit] },
  },
  {
    files: ['server/live/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock] },
  },
  {
    files: ['server/main.ts', 'server/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...emit] },
  },
  {
    // Answers and files are read as they come, without a schema each.
    files: ['test/**/*.ts', 'bench/**/*.ts', '**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
