import '@shoelace-style/shoelace/dist/components/checkbox/checkbox.js';
import '@shoelace-style/shoelace/dist/components/input/input.js';
import '@shoelace-style/shoelace/dist/components/option/option.js';
import '@shoelace-style/shoelace/dist/components/radio/radio.js';
import '@shoelace-style/shoelace/dist/components/radio-group/radio-group.js';
import '@shoelace-style/shoelace/dist/components/select/select.js';
import { elements } from '../page/element.js';
import { idBackOpen } from '../page/specimen.js';
import { day, is, same } from '../page/wants.js';

export default [
  {
    id: 'input',
    mount: elements(
      '<form><sl-input name="name" label="Name" data-key="name"></sl-input><sl-input name="idNumber" label="ID number" data-key="idNumber"></sl-input></form>',
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'input-date',
    mount: elements(
      '<form><sl-input type="date" name="birthday" label="Birthday" data-key="birthday"></sl-input></form>',
    ),
    wants: { birthday: day('birth') },
  },
  {
    id: 'select',
    mount: elements(
      '<form><sl-select name="gender" label="Gender" data-key="gender"><sl-option value="male">Male</sl-option><sl-option value="female">Female</sl-option></sl-select></form>',
    ),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'radio',
    mount: elements(
      '<form><sl-radio-group name="gender" label="Gender" data-key="gender"><sl-radio value="M">Male</sl-radio><sl-radio value="F">Female</sl-radio></sl-radio-group></form>',
    ),
    wants: { gender: is('sex', 'F') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: elements(
      '<form><sl-checkbox name="long_term" data-key="longTerm" data-is="checked">Long-term</sl-checkbox></form>',
    ),
    wants: { longTerm: is('longTerm', true) },
  },
];
