// Rules that need types are in .oxlintrc.json: its linter asks the native TypeScript, in a tenth of the time.
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
  ...tseslint.configs.recommended,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.{ts,mjs,vue}'],
    plugins: {
      here: { rules: { 'import-circles': importCircles, 'import-directions': importDirections } },
    },
    rules: {
      // The type of what is computed says it; here a switch over all kinds counts as one that ends.
      'vue/return-in-computed-property': 'off',
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
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
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
);
