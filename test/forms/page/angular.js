import { Component, provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { hold } from './hold.js';

/** Mounts an Angular page from its template; `state` gives the component's own properties, `held` what of them the page would submit. */
export function angular({ template, imports, state, held, providers = [] }) {
  return async (app) => {
    app.innerHTML = '<app-root></app-root>';
    class Root {
      constructor() {
        Object.assign(this, state());
        hold(() => held(this));
      }
    }
    Component({ selector: 'app-root', template, imports })(Root);
    await bootstrapApplication(Root, { providers: [provideZonelessChangeDetection(), ...providers] });
  };
}
