import '@vaadin/combo-box';
import '@vaadin/select';
import '@vaadin/text-field';
import { elements } from '../page/element.js';
import { passport } from '../page/specimen.js';
import { is, same } from '../page/wants.js';

export default [
  {
    id: 'text-field',
    mount: elements('<form><vaadin-text-field label="Name" data-key="name"></vaadin-text-field></form>'),
    wants: { name: same('name') },
  },
  {
    id: 'combo-box',
    cards: [passport],
    mount: async (app) => {
      await elements('<form><vaadin-combo-box label="Country" data-key="country"></vaadin-combo-box></form>')(app);
      app.querySelector('vaadin-combo-box').items = [
        { label: 'France', value: 'FR' },
        { label: 'China', value: 'CN' },
      ];
    },
    wants: { country: is('srcCountry', 'CN') },
  },
  {
    id: 'select',
    mount: async (app) => {
      await elements('<form><vaadin-select label="Sex" data-key="sex"></vaadin-select></form>')(app);
      app.querySelector('vaadin-select').items = [
        { label: 'Male', value: 'm' },
        { label: 'Female', value: 'f' },
      ];
    },
    wants: { sex: is('sex', 'f') },
  },
];
