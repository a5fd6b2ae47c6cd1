/*
 * The first script of every page, for browsers of years ago (docs: "Browsers"). Plain ES5, so that
 * it runs in all of them: gives a browser what it lacks before the page's own scripts come, and says
 * in words where the page cannot work at all. A browser of today passes through in a millisecond.
 */
(function () {
  'use strict';
  var here = document.currentScript ? document.currentScript.src : '/browser-check.js';
  var beside = function (name) {
    return here.replace(/browser-check\.js.*$/, name);
  };

  var lacksParts =
    !Object.hasOwn ||
    !Array.prototype.at ||
    !Array.prototype.findLast ||
    !Array.prototype.toSorted ||
    !String.prototype.replaceAll ||
    !window.structuredClone ||
    !window.AbortSignal ||
    !AbortSignal.timeout ||
    !window.requestIdleCallback ||
    !window.HTMLDialogElement;
  // document.write: what is written here is there before the page's own scripts, and nowhere else.
  if (lacksParts) document.write('<script src="' + beside('old/parts.js') + '"><\/script>');
  if (lacksGap()) document.write('<link rel="stylesheet" href="' + beside('old/gaps.css') + '">');

  /* A row of boxes with a gap that ignores it: the boxes touch, and the whole is lower. */
  function lacksGap() {
    var row = document.createElement('div');
    row.style.cssText = 'display:flex;flex-direction:column;row-gap:1px;position:absolute';
    row.appendChild(document.createElement('div'));
    row.appendChild(document.createElement('div'));
    document.documentElement.appendChild(row);
    var lacks = row.scrollHeight !== 1;
    document.documentElement.removeChild(row);
    return lacks;
  }

  var said = false;
  function say() {
    if (said) return;
    said = true;
    var words = [
      ['zh-Hans', '此浏览器版本过低，无法打开本页面', '请改用 Chromium 80、Firefox 91、Safari 14.1 或更高版本。'],
      ['zh-Hant', '此瀏覽器版本過舊，無法開啟本頁面', '請改用 Chromium 80、Firefox 91、Safari 14.1 或更新版本。'],
      ['en', 'This browser is too old for this page', 'Please use Chromium 80, Firefox 91, Safari 14.1 or newer.'],
    ];
    var box = document.createElement('div');
    box.setAttribute('role', 'alert');
    box.style.cssText =
      'max-width:34rem;margin:12vh auto 0;padding:0 1.5rem;font:1.125rem/1.6 sans-serif;color:#10233f';
    for (var i = 0; i < words.length; i += 1) {
      var part = document.createElement('div');
      part.lang = words[i][0];
      part.style.marginBottom = '1.5rem';
      var head = document.createElement('strong');
      head.appendChild(document.createTextNode(words[i][1]));
      part.appendChild(head);
      part.appendChild(document.createElement('br'));
      part.appendChild(document.createTextNode(words[i][2]));
      box.appendChild(part);
    }
    document.body.innerHTML = '';
    document.body.appendChild(box);
  }
  function sayWhenThere() {
    if (document.body) say();
    else document.addEventListener('DOMContentLoaded', say);
  }

  /* No modules: none of the page's own scripts runs. No Proxy: what they are built on is missing. */
  if (!('noModule' in document.createElement('script')) || !window.Proxy || !window.Intl)
    sayWhenThere();
  /* Modules, but a language that is older than theirs: one of them cannot be read. */
  window.addEventListener('error', function (event) {
    var own = event.filename && event.filename.indexOf(here.replace(/browser-check\.js.*$/, '')) === 0;
    if (own && event.error instanceof SyntaxError) sayWhenThere();
  });
})();
