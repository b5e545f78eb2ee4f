import '@material/web/checkbox/checkbox.js';
import '@material/web/radio/radio.js';
import '@material/web/select/outlined-select.js';
import '@material/web/select/select-option.js';
import '@material/web/textfield/filled-text-field.js';
import '@material/web/textfield/outlined-text-field.js';
import { elements } from '../page/element.js';
import { hold } from '../page/hold.js';
import { idBackOpen } from '../page/specimen.js';
import { day, is, same } from '../page/wants.js';

/** How long a label takes to make room for what is filled, which shows only then, ms. */
const restMs = 1_500;

export default [
  {
    id: 'text-field',
    restMs,
    mount: elements(
      '<form><md-filled-text-field label="Name" name="name" data-key="name"></md-filled-text-field><md-outlined-text-field label="Address" type="textarea" name="address" data-key="address"></md-outlined-text-field></form>',
    ),
    wants: { name: same('name'), address: same('address') },
  },
  {
    id: 'text-field-noname',
    restMs,
    mount: elements(
      '<form><md-outlined-text-field label="ID number" data-key="number"></md-outlined-text-field></form>',
    ),
    wants: { number: same('number') },
  },
  {
    id: 'date',
    restMs,
    mount: elements(
      '<form><md-filled-text-field type="date" label="Date of birth" name="dob" data-key="dob"></md-filled-text-field></form>',
    ),
    wants: { dob: day('birth') },
  },
  {
    id: 'select',
    mount: elements(
      '<form><md-outlined-select label="Gender" name="gender" data-key="gender"><md-select-option></md-select-option><md-select-option value="male"><div slot="headline">Male</div></md-select-option><md-select-option value="female"><div slot="headline">Female</div></md-select-option></md-outlined-select></form>',
    ),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'radio',
    mount: async (app) => {
      await elements(
        '<form><fieldset><legend>Gender</legend><md-radio id="m" name="gender" value="male" data-key="m"></md-radio><label for="m">Male</label><md-radio id="f" name="gender" value="female" data-key="f"></md-radio><label for="f">Female</label></fieldset></form>',
      )(app);
      hold(() => ({ gender: [...app.querySelectorAll('md-radio')].find((one) => one.checked)?.value }));
    },
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: elements(
      '<form><label><md-checkbox name="longTerm" data-key="longTerm" data-is="checked" touch-target="wrapper"></md-checkbox> Long-term</label></form>',
    ),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    // A form of the parts its documentation shows: labels in the elements, supporting texts, a prefix, a counter.
    id: 'docs-form',
    restMs,
    left: ['email', 'price'],
    mount: elements(
      `<form style="display: grid; gap: 16px; max-width: 420px">
        <md-outlined-text-field label="Full name" value="" supporting-text="As on the card" required data-key="name"></md-outlined-text-field>
        <md-filled-text-field label="E-mail" type="email" data-key="email"></md-filled-text-field>
        <md-outlined-text-field label="ID number" maxlength="18" data-key="number"></md-outlined-text-field>
        <md-filled-text-field label="Date of birth" type="date" data-key="birth"></md-filled-text-field>
        <md-filled-text-field label="Amount" prefix-text="$" suffix-text=".00" type="number" data-key="price"></md-filled-text-field>
        <md-outlined-text-field label="Address" type="textarea" rows="3" data-key="address"></md-outlined-text-field>
      </form>`,
    ),
    wants: { name: same('name'), number: same('number'), birth: day('birth'), address: same('address') },
  },
];
