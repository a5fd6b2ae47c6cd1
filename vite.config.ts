import { fileURLToPath } from 'node:url';
import anyOf from '@csstools/postcss-is-pseudo-class';
import vue from '@vitejs/plugin-vue';
import { list, type Plugin as PostcssPlugin } from 'postcss';
import { defineConfig, type Plugin } from 'vite';
import catalogue from './data/catalogue.json' with { type: 'json' };
import hall from './data/hall.json' with { type: 'json' };
import { zhHans } from './kiosk/texts/zh-Hans.ts';
import { firstScreenFont } from './scripts/font/first-screen.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** In development, gives pages the addresses that the server gives them. */
const pages: Plugin = {
  name: 'yihaotong-pages',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
      const file = pageOf(pathname);
      if (file) request.url = file + search;
      next();
    });
  },
};

function pageOf(pathname: string): string | undefined {
  if (pathname === '/') return '/home/index.html';
  if (pathname === '/window/pad') return '/window/pad.html';
  if (pathname === '/display/recorder') return '/display/recorder.html';
  if (/^\/village\/?$/.test(pathname)) return '/window/village.html';
  // Addresses below these belong to the app itself; whatever has a dot is a source file.
  const app = /^\/(phone|admin)(\/[^.]*)?$/.exec(pathname)?.[1];
  return app && `/${app}/index.html`;
}

/** The kiosk's first screen as the default hall has it. */
const { title, home, bar } = zhHans;
const stages = catalogue.directions.map((direction) => [
  direction.name['zh-Hans'],
  direction.stages.map((stage) => stage.name['zh-Hans']),
]);
const clock = '0123456789:月日星期一二三四五六';
const kioskText = JSON.stringify([hall.name['zh-Hans'], title, home, bar, stages, clock]);

// Pages of one's own account are seldom opened, and what clerks and guides do with a ticket no visitor sees:
// they stay apart.
const isShared =
  /[\\/](shared|node_modules)[\\/](?!ui[\\/](fonts|account|change|refer)[\\/.]|@fontsource)/;
/** Schemas are made when their file is evaluated: screens that check nothing do not load them. */
const isSchema = /[\\/](node_modules[\\/]zod|shared[\\/](contract|voices\.ts))/;

const screens = {
  home: 'home/index.html',
  display: 'display/index.html',
  recorder: 'display/recorder.html',
  window: 'window/index.html',
  pad: 'window/pad.html',
  phone: 'phone/index.html',
  region: 'region/index.html',
  village: 'window/village.html',
  admin: 'admin/index.html',
};
/** What most screens share is one file: many small ones cost a processor more than they save. */
const shared = [
  {
    name: 'base',
    test: (id: string) => isShared.test(id) && !isSchema.test(id),
    minShareCount: 2,
    priority: 1,
  },
  { name: 'contract', test: isSchema, minShareCount: 2 },
  // Half of all that is shared, and only searches and the set-up need it.
  { name: 'pinyin', test: /node_modules[\\/]pinyin-pro/, priority: 2 },
  // What the console reckons in days with is heavy, and nothing to a visitor's phone.
  {
    name: 'calendar',
    test: /node_modules[\\/]temporal-|shared[\\/]rules[\\/](calendar|day-range)\.ts/,
    priority: 2,
  },
  // Only the reports draw with it.
  { name: 'charts', test: /node_modules[\\/](echarts|zrender|tslib)/, priority: 2 },
];

/** Before all other scripts: what a browser of years ago lacks, and words where it cannot work. */
const checkedFirst: Plugin = {
  name: 'yihaotong-checked-first',
  transformIndexHtml: {
    order: 'post',
    handler: () => [
      { tag: 'script', attrs: { src: '/browser-check.js' }, injectTo: 'head-prepend' },
    ],
  },
};

/**
 * What the minifier leaves as it is although old browsers cannot read it: the height of what is seen
 * of a page (they take that of the window), and both sides of a box in one word, with variables.
 */
const oldStyles: PostcssPlugin = {
  postcssPlugin: 'yihaotong-old-styles',
  Declaration: (declaration) => {
    const { prop, value } = declaration;
    const before = declaration.prev();
    const inWindow = value.replace(/(\d)dvh/g, '$1vh');
    if (inWindow !== value && !(before?.type === 'decl' && before.value === inWindow))
      declaration.cloneBefore({ value: inWindow });
    if (!/^(padding|margin)-(block|inline)$/.test(prop)) return;
    const [start = value, end = start] = list.space(value);
    declaration.cloneBefore({ prop: `${prop}-start`, value: start });
    declaration.replaceWith(declaration.clone({ prop: `${prop}-end`, value: end }));
  },
};

/** What the first screen waits for is asked for by a script of its own, before the large one is there. */
const askedFirst: Plugin = {
  name: 'yihaotong-asked-first',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      const chunks = Object.values(bundle ?? {}).filter((each) => each.type === 'chunk');
      const early = chunks.find(({ name }) => name === 'early');
      if (early === undefined) throw new Error('kiosk/early.ts is not a file of its own');
      const attrs = { type: 'module', crossorigin: '', src: `/${early.fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
    },
  },
};

/**
 * Browsers that know this mark compile the whole script while it arrives, off the page's own
 * thread. It has to be the first line, before what Vite itself puts there.
 */
const compiledOnArrival: Plugin = {
  name: 'yihaotong-compiled-on-arrival',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && chunk.isEntry)
          chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
      }
    },
  },
};

/** The oldest browsers that the screens are built for (README, "Browsers"). */
const oldest = ['chrome80', 'firefox91', 'safari14.1'] as const;

/** Built twice: a kiosk opens one page only, so it shares no file with the other screens. */
export default defineConfig(({ mode }) => ({
  root,
  appType: 'mpa',
  plugins: [
    vue(),
    pages,
    checkedFirst,
    mode === 'kiosk' && [
      firstScreenFont('kiosk/index.html', 'First Screen', kioskText),
      askedFirst,
      compiledOnArrival,
    ],
  ],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    // shared/ui/i18n.ts brings its own.
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
  },
  css: {
    postcss: { plugins: [anyOf({ preserve: false, onComplexSelector: 'warning' }), oldStyles] },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/socket.io': { target: 'http://127.0.0.1:3000', ws: true },
    },
    watch: { ignored: ['**/data/**', '**/dist/**', '**/test-output/**'] },
  },
  // Files name each other by where they stand, pages name them by the root: the server puts the
  // folder before that in which it is served (server/pages.ts).
  experimental: {
    renderBuiltUrl: (path, { hostType }) => (hostType === 'html' ? `/${path}` : { relative: true }),
  },
  build: {
    outDir: 'dist/web',
    target: [...oldest],
    modulePreload: { polyfill: false },
    // Nothing as data: URLs, so that the content security policy can stay strict.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions:
      mode === 'kiosk'
        ? {
            input: { kiosk: 'kiosk/index.html' },
            output: {
              codeSplitting: { groups: [{ name: 'early', test: /kiosk[\\/]early\.ts$/ }] },
            },
          }
        : { input: screens, output: { codeSplitting: { groups: shared } } },
  },
}));
