import 'ant-design-vue/dist/reset.css';
import 'quasar/dist/quasar.css';
import { defaultConfig, plugin as formkit } from '@formkit/vue';
import Antd from 'ant-design-vue';
import PrimeVue from 'primevue/config';
import PrimeDatePicker from 'primevue/datepicker';
import PrimeInputMask from 'primevue/inputmask';
import PrimeInputText from 'primevue/inputtext';
import PrimeSelect from 'primevue/select';
import * as Q from 'quasar';
import { Field, Form } from 'vee-validate';
import { bankCard, passport } from '../page/specimen.js';
import { vue } from '../page/vue.js';
import { day, is, same } from '../page/wants.js';

const antd = (initial, items, more) =>
  vue(initial, `<a-form :model="form" name="basic">${items}</a-form>`, (app) => app.use(Antd), more);
const quasar = (initial, items, more) =>
  vue(initial, `<q-form>${items}</q-form>`, (app) => app.use(Q.Quasar, { components: Q }), more);
const prime = (initial, items, more) =>
  vue(
    initial,
    `<form>${items}</form>`,
    (app) => {
      app.use(PrimeVue, { unstyled: true });
      app.component('DatePicker', PrimeDatePicker);
      app.component('InputMask', PrimeInputMask);
      app.component('InputText', PrimeInputText);
      app.component('PSelect', PrimeSelect);
    },
    more,
  );
const sexes = {
  setup: () => ({
    sexes: [
      { label: 'Male', value: 'male' },
      { label: 'Female', value: 'female' },
    ],
  }),
};

export default [
  {
    id: 'ant-design-vue-input',
    mount: antd(
      { name: '', idNumber: '' },
      '<a-form-item label="Name" name="name"><a-input v-model:value="form.name" /></a-form-item><a-form-item label="ID number" name="idNumber"><a-input v-model:value="form.idNumber" /></a-form-item>',
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'ant-design-vue-select',
    mount: antd(
      { gender: undefined },
      '<a-form-item label="Gender" name="gender"><a-select v-model:value="form.gender" :options="sexes" /></a-form-item>',
      sexes,
    ),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'ant-design-vue-date',
    mount: antd(
      { birth: null },
      '<a-form-item label="Date of birth" name="birth"><a-date-picker v-model:value="form.birth" /></a-form-item>',
    ),
    wants: { birth: day('birth') },
  },
  {
    id: 'quasar-input',
    mount: quasar({ name: '' }, '<q-input v-model="form.name" name="name" label="Name" />'),
    wants: { name: same('name') },
  },
  {
    id: 'quasar-input-docs',
    mount: quasar(
      { name: '' },
      '<q-input filled v-model="form.name" label="Your name *" hint="Name and surname" lazy-rules :rules="[(val) => !!val || \'Please type\']" />',
    ),
    wants: { name: same('name') },
  },
  {
    id: 'quasar-mask',
    cards: [bankCard],
    mount: quasar(
      { bankCardNum: '' },
      '<q-input v-model="form.bankCardNum" name="bankCardNum" label="Card number" mask="#### #### #### ####" unmasked-value />',
    ),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'quasar-debounce',
    mount: quasar({ name: '' }, '<q-input v-model="form.name" name="name" label="Name" debounce="500" />'),
    restMs: 800,
    wants: { name: same('name') },
  },
  {
    id: 'quasar-date',
    mount: quasar({ birth: '' }, '<q-input v-model="form.birth" name="birth" label="Date of birth" mask="date" />'),
    wants: { birth: day('birth', 'YYYY/MM/DD') },
  },
  {
    id: 'quasar-select',
    mount: quasar(
      { sex: null },
      '<q-select v-model="form.sex" label="Sex" :options="sexes" emit-value map-options />',
      sexes,
    ),
    wants: { sex: is('sex', 'female') },
  },
  {
    id: 'primevue-text',
    mount: prime({ name: '' }, '<label for="username">Name</label><InputText id="username" v-model="form.name" />'),
    wants: { name: same('name') },
  },
  {
    id: 'primevue-date',
    mount: prime(
      { birth: null },
      '<label for="bd">Date of birth</label><DatePicker inputId="bd" v-model="form.birth" />',
    ),
    wants: { birth: day('birth') },
  },
  {
    id: 'primevue-mask',
    mount: prime(
      { birth: '' },
      '<label for="bm">Date of birth</label><InputMask id="bm" v-model="form.birth" mask="99/99/9999" placeholder="dd/mm/yyyy" />',
    ),
    wants: { birth: day('birth', 'DD/MM/YYYY') },
  },
  {
    id: 'primevue-select',
    cards: [passport],
    mount: prime(
      { country: null },
      '<label id="cl" for="cs">Country</label><PSelect labelId="cs" aria-labelledby="cl" v-model="form.country" :options="[\'France\', \'China\']" />',
    ),
    wants: { country: is('srcCountry', 'China') },
  },
  {
    id: 'formkit',
    mount: vue(
      { name: '', birth: '' },
      '<FormKit type="form" :actions="false"><FormKit type="text" name="name" label="Name" v-model="form.name" /><FormKit type="date" name="birth" label="Date of birth" v-model="form.birth" /></FormKit>',
      (app) => app.use(formkit, defaultConfig()),
    ),
    wants: { name: same('name'), birth: day('birth') },
  },
  {
    id: 'vee-validate',
    mount: vue(
      { name: '', gender: '' },
      '<VForm><Field name="name" v-model="form.name" /><Field name="gender" as="select" v-model="form.gender"><option value="" /><option value="male">M</option><option value="female">F</option></Field></VForm>',
      undefined,
      { components: { VForm: Form, Field } },
    ),
    wants: { name: same('name'), gender: is('sex', 'female') },
  },
];
