import 'jquery-ui/themes/base/all.css';
import 'select2/dist/css/select2.css';
import jQuery from 'jquery';
import { hold } from '../page/hold.js';
import { html } from '../page/html.js';
import { bankCard, passport } from '../page/specimen.js';
import { day, exactly, is, same, sends } from '../page/wants.js';

globalThis.jQuery = jQuery;
globalThis.$ = jQuery;

/** The plugins look for a global jQuery when they are evaluated. */
const plugins = (async () => {
  await import('jquery-ui/dist/jquery-ui.js');
  const select2 = (await import('select2')).default;
  if (typeof select2 === 'function' && !jQuery.fn.select2) select2(globalThis, jQuery);
  await import('jquery-mask-plugin');
})();

function page(source, script) {
  return html(source, async (app) => {
    await plugins;
    return script(app, jQuery);
  });
}

const field = (name, label, more = '') =>
  `<form><label for="f">${label}</label><input id="f" name="${name}" ${more}></form>`;
const select = (name, label, options) =>
  `<form><label for="s">${label}</label><select id="s" name="${name}" style="width:200px"><option value=""></option>${options.map(([value, text]) => `<option value="${value}">${text}</option>`).join('')}</select></form>`;
const sexes = [
  ['M', 'Male'],
  ['F', 'Female'],
];

/** What the picker's own parser makes of its text: what it does not understand is no date. */
function parsed($) {
  try {
    return $.datepicker.parseDate('mm/dd/yy', $('#f').val());
  } catch {
    return null;
  }
}

export default [
  {
    id: 'val',
    mount: page(
      '<form><label>Name <input name="name"></label><label>Sex <select name="sex"><option value="">-</option><option value="M">Male</option><option value="F">Female</option></select></label></form>',
      (app, $) => {
        const state = {};
        hold(() => state);
        $(app)
          .find('input,select')
          .on('change', (event) => {
            state[event.target.name] = $(event.target).val();
          });
      },
    ),
    wants: { name: same('name'), sex: is('sex', 'F') },
  },
  {
    id: 'ui-datepicker',
    mount: page(field('birth', 'Date of birth'), (_app, $) => {
      $('#f').datepicker();
      hold(() => ({ birth: parsed($) }));
    }),
    wants: { birth: sends(day('birth'), null) },
  },
  {
    id: 'ui-datepicker-dropdowns',
    mount: page(field('birthday', 'Birthday'), (_app, $) => {
      $('#f').datepicker({ changeMonth: true, changeYear: true, yearRange: '1930:2026', dateFormat: 'dd.mm.yy' });
    }),
    wants: { birthday: exactly('birth', 'DD.MM.YYYY') },
  },
  {
    id: 'ui-datepicker-iso',
    mount: page(field('birth', 'Date of birth'), (_app, $) => {
      $('#f').datepicker({ dateFormat: 'yy-mm-dd' });
      hold(() => ({ birth: $('#f').val() && $('#f').datepicker('getDate') }));
    }),
    wants: { birth: day('birth') },
  },
  {
    id: 'ui-datepicker-alt',
    mount: page(
      '<form><label for="f">Date of birth</label><input id="f"><input type="hidden" id="alt" name="dob"></form>',
      (_app, $) => {
        $('#f').datepicker({ altField: '#alt', altFormat: 'yy-mm-dd' });
        hold(() => ({ dob: $('#alt').val() }));
      },
    ),
    wants: { dob: day('birth') },
  },
  {
    id: 'ui-autocomplete',
    mount: page(field('address', 'Address'), (_app, $) => {
      $('#f').autocomplete({ source: ['上海市黄浦区示例路1号'] });
    }),
    wants: { address: same('address') },
  },
  {
    id: 'ui-selectmenu',
    mount: page(select('sex', 'Sex', sexes), (_app, $) => {
      $('#s').selectmenu();
    }),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'mask-date',
    mount: page(field('birth', 'Date of birth', 'placeholder="__/__/____"'), (_app, $) => {
      $('#f').mask('00/00/0000');
    }),
    wants: { birth: exactly('birth', 'DD/MM/YYYY') },
  },
  {
    id: 'mask-card',
    cards: [bankCard],
    mount: page(field('cardNumber', 'Card number'), (_app, $) => {
      $('#f').mask('0000 0000 0000 0000 000');
    }),
    wants: { cardNumber: same('bankCardNum') },
  },
  {
    id: 'select2',
    mount: page(select('sex', 'Sex', sexes), (_app, $) => {
      const heard = {};
      $('#s')
        .select2({ placeholder: 'Choose' })
        .on('change', () => {
          heard.sex = $('#s').val();
        });
      hold(() => heard);
    }),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'select2-country',
    cards: [passport],
    mount: page(
      select('country', 'Country', [
        ['FR', 'France'],
        ['CN', 'China'],
      ]),
      (_app, $) => {
        $('#s').select2({ minimumResultsForSearch: Number.POSITIVE_INFINITY });
      },
    ),
    wants: { country: is('srcCountry', 'CN') },
  },
  {
    id: 'select2-ajax',
    cards: [passport],
    mount: page(select('country', 'Country', []), (_app, $) => {
      const lands = [
        { id: 'FRA', text: 'France' },
        { id: 'CHN', text: 'China' },
      ];
      $('#s').select2({
        ajax: {
          transport: ({ data }, done) => {
            setTimeout(() => done({ results: lands.filter(({ text }) => text.includes(data.term ?? '')) }), 30);
          },
        },
      });
    }),
    wants: { country: is('srcCountry', 'CHN') },
  },
];
