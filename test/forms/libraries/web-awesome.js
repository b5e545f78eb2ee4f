import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/radio/radio.js';
import '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import '@awesome.me/webawesome/dist/components/textarea/textarea.js';
import { elements } from '../page/element.js';
import { idBackOpen } from '../page/specimen.js';
import { day, is, same } from '../page/wants.js';

export default [
  {
    id: 'input',
    mount: elements(
      '<form><wa-input label="Name" name="name" data-key="name"></wa-input><wa-input label="ID number" name="idNumber" data-key="idNumber"></wa-input></form>',
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'input-noname',
    mount: elements('<form><wa-input label="Full name" data-key="name"></wa-input></form>'),
    wants: { name: same('name') },
  },
  {
    id: 'textarea',
    mount: elements('<form><wa-textarea label="Address" name="address" data-key="address"></wa-textarea></form>'),
    wants: { address: same('address') },
  },
  {
    id: 'input-date',
    mount: elements(
      '<form><wa-input type="date" label="Date of birth" name="birthday" data-key="birthday"></wa-input></form>',
    ),
    wants: { birthday: day('birth') },
  },
  {
    id: 'select',
    mount: elements(
      '<form><wa-select label="Sex" name="sex" data-key="sex"><wa-option value="M">Male</wa-option><wa-option value="F">Female</wa-option></wa-select></form>',
    ),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'radio',
    mount: elements(
      '<form><wa-radio-group label="Sex" name="sex" data-key="sex"><wa-radio value="1">Male</wa-radio><wa-radio value="2">Female</wa-radio></wa-radio-group></form>',
    ),
    wants: { sex: is('sex', '2') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: elements(
      '<form><wa-checkbox name="longTerm" data-key="longTerm" data-is="checked">Long-term</wa-checkbox></form>',
    ),
    wants: { longTerm: is('longTerm', true) },
  },
];
