/**
 * What the screens use and browsers of years ago do not have. Loaded by `public/browser-check.js`
 * before a page's own scripts, in those browsers only.
 */
import 'core-js/stable';
import 'core-js/web';
import dialogPolyfill from 'dialog-polyfill';

if (!('timeout' in AbortSignal)) {
  Object.defineProperty(AbortSignal, 'timeout', {
    value(milliseconds: number): AbortSignal {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), milliseconds);
      return controller.signal;
    },
  });
}

if (!('requestIdleCallback' in window)) {
  Object.assign(window, {
    requestIdleCallback: (run: IdleRequestCallback) =>
      setTimeout(() => {
        run({ didTimeout: false, timeRemaining: () => 10 });
      }, 1),
    cancelIdleCallback: (handle: number) => {
      clearTimeout(handle);
    },
  });
}

// Taught when it is made: it is opened in the same breath in which it comes into the page.
if (!('HTMLDialogElement' in window)) {
  const polyfill: { registerDialog: (dialog: never) => void } = dialogPolyfill;
  const make = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const made = make(name, options);
    if (made.localName === 'dialog') polyfill.registerDialog(made as never);
    return made;
  };
}
