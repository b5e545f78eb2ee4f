import { hold } from './hold.js';

/** Mounts a page of custom elements; what it holds is the `value` (or `checked`) of those that carry `data-key`. */
export function elements(source, readyMs = 150) {
  return async (app) => {
    app.innerHTML = source;
    const keyed = [...app.querySelectorAll('[data-key]')];
    await Promise.all(keyed.map(({ localName }) => customElements.whenDefined(localName)));
    await Promise.all(keyed.map((element) => element.updateComplete));
    await new Promise((resolve) => setTimeout(resolve, readyMs));
    hold(() =>
      Object.fromEntries(keyed.map((one) => [one.dataset.key, one.dataset.is === 'checked' ? one.checked : one.value])),
    );
  };
}
