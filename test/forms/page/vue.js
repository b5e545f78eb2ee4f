import { createApp, reactive } from 'vue';
import { hold } from './hold.js';

/**
 * Mounts a Vue page from its template over one reactive `form`, which is what the page would submit. `install` adds
 * what the library brings.
 */
export function vue(initial, template, install = () => undefined, more = {}) {
  return (app) => {
    const form = reactive(structuredClone(initial));
    hold(() => form);
    const vueApp = createApp({ ...more, setup: () => ({ form, ...more.setup?.() }), template });
    install(vueApp);
    vueApp.mount(app);
  };
}
