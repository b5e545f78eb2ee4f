import '@ionic/core/css/core.css';
import { initialize } from '@ionic/core/components';
import { defineCustomElement as checkbox } from '@ionic/core/components/ion-checkbox.js';
import { defineCustomElement as input } from '@ionic/core/components/ion-input.js';
import { defineCustomElement as radio } from '@ionic/core/components/ion-radio.js';
import { defineCustomElement as radioGroup } from '@ionic/core/components/ion-radio-group.js';
import { defineCustomElement as select } from '@ionic/core/components/ion-select.js';
import { defineCustomElement as selectOption } from '@ionic/core/components/ion-select-option.js';
import { defineCustomElement as textarea } from '@ionic/core/components/ion-textarea.js';
import { elements } from '../page/element.js';
import { idBackOpen } from '../page/specimen.js';
import { day, is, same } from '../page/wants.js';

initialize({ mode: 'md' });
// Ionic's style sheet keeps the body hidden until this says that the page defines the elements itself.
document.documentElement.classList.add('ion-ce');
for (const define of [checkbox, input, radio, radioGroup, select, selectOption, textarea]) define();

const page = (source) => elements(`<form>${source}</form>`, 400);

export default [
  {
    id: 'input',
    mount: page(
      '<ion-input label="Name" name="name" data-key="name"></ion-input><ion-input label="ID number" label-placement="floating" name="idNumber" data-key="idNumber"></ion-input>',
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'input-noname',
    mount: page('<ion-input label="Full name" label-placement="stacked" data-key="name"></ion-input>'),
    wants: { name: same('name') },
  },
  {
    id: 'textarea',
    mount: page('<ion-textarea label="Address" name="address" auto-grow="true" data-key="address"></ion-textarea>'),
    wants: { address: same('address') },
  },
  {
    id: 'input-date',
    mount: page('<ion-input type="date" label="Date of birth" name="birth" data-key="birth"></ion-input>'),
    wants: { birth: day('birth') },
  },
  {
    id: 'select',
    // It draws, and writes its hidden field, in an animation frame, which a browser with many pages gives late.
    restMs: 800,
    mount: page(
      '<ion-select label="Gender" name="gender" interface="popover" data-key="gender"><ion-select-option value="male">Male</ion-select-option><ion-select-option value="female">Female</ion-select-option></ion-select>',
    ),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'radio',
    mount: page(
      '<ion-radio-group name="gender" data-key="gender"><ion-radio value="M">Male</ion-radio><ion-radio value="F">Female</ion-radio></ion-radio-group>',
    ),
    wants: { gender: is('sex', 'F') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page('<ion-checkbox name="longTerm" data-key="longTerm" data-is="checked">Long-term</ion-checkbox>'),
    wants: { longTerm: is('longTerm', true) },
  },
];
