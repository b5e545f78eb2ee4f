import 'flatpickr/dist/flatpickr.css';
import flatpickr from 'flatpickr';
import { hold } from '../page/hold.js';
import { html } from '../page/html.js';
import { day, sends } from '../page/wants.js';

function page(
  options,
  source = '<form><label for="b">Date of birth</label><input id="b" name="birth"></form>',
  more = {},
) {
  return html(source, (app) => {
    const picker = flatpickr(app.querySelector('input'), options);
    hold(() => ({ birth: picker.selectedDates[0], ...more }));
  });
}

const wants = { birth: sends(day('birth'), null) };

export default [
  { id: 'default', mount: page({}), wants },
  { id: 'allow-input', mount: page({ allowInput: true }), wants },
  { id: 'allow-input-dmy', mount: page({ allowInput: true, dateFormat: 'd/m/Y' }), wants },
  { id: 'alt-input', mount: page({ altInput: true, altFormat: 'F j, Y', dateFormat: 'Y-m-d' }), wants },
  {
    id: 'alt-input-allow',
    mount: page({ altInput: true, allowInput: true, altFormat: 'd.m.Y', dateFormat: 'Y-m-d' }),
    wants,
  },
];
