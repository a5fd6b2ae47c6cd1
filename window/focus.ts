/** Takes the focus when it appears: `autofocus` is heeded only once in the life of a page. */
export const vFocus = {
  mounted: (element: HTMLElement): void => {
    element.focus();
  },
};
