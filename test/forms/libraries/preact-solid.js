import { Application, Controller } from '@hotwired/stimulus';
import { h, render } from 'preact';
import { useState } from 'preact/hooks';
import { createSignal } from 'solid-js';
import solidHtml from 'solid-js/html';
import { render as renderSolid } from 'solid-js/web';
import { hold } from '../page/hold.js';
import { is, same } from '../page/wants.js';

function PreactPage() {
  const [values, set] = useState({ name: '', idNumber: '' });
  hold(values);
  const field = (name, label) =>
    h(
      'label',
      null,
      label,
      h('input', { value: values[name], onInput: (event) => set({ ...values, [name]: event.target.value }) }),
    );
  return h('form', null, field('name', 'Name'), field('idNumber', 'ID number'));
}

export default [
  {
    id: 'preact',
    mount: (app) => {
      render(h(PreactPage), app);
    },
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'solid',
    mount: (app) => {
      const [name, setName] = createSignal('');
      const [sex, setSex] = createSignal('');
      hold(() => ({ name: name(), sex: sex() }));
      renderSolid(
        () =>
          solidHtml`<form><label>Name <input value=${name} onInput=${(event) => setName(event.target.value)} /></label><label>Sex <select onChange=${(event) => setSex(event.target.value)}><option value=""></option><option value="M">Male</option><option value="F">Female</option></select></label></form>`,
        app,
      );
    },
    wants: { name: same('name'), sex: is('sex', 'F') },
  },
  {
    id: 'stimulus',
    mount: (app) => {
      app.innerHTML =
        '<form data-controller="signup"><input aria-label="Name" data-action="signup#keep" name="name"><input aria-label="ID number" data-action="input->signup#keep" name="idNumber"></form>';
      const state = {};
      hold(() => state);
      const stimulus = Application.start();
      stimulus.register(
        'signup',
        class extends Controller {
          keep({ target }) {
            state[target.name] = target.value;
          }
        },
      );
    },
    wants: { name: same('name'), idNumber: same('number') },
  },
];
