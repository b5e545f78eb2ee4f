import 'vant/lib/index.css';
import Vant from 'vant';
import { area, hangzhou, places } from '../page/places.js';
import { bankCard, idBackOpen, idFront } from '../page/specimen.js';
import { vue } from '../page/vue.js';
import { day, is, same, sends } from '../page/wants.js';

const page = (initial, fields, more = {}) =>
  vue(initial, `<van-form><van-cell-group inset>${fields}</van-cell-group></van-form>`, (app) => app.use(Vant), more);

export default [
  {
    id: 'field',
    mount: page(
      { name: '', idNumber: '' },
      '<van-field v-model="form.name" name="name" label="Name" /><van-field v-model="form.idNumber" name="idNumber" label="ID number" />',
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'field-zh',
    lang: 'zh',
    mount: page(
      { name: '', number: '' },
      '<van-field v-model="form.name" name="姓名" label="姓名" placeholder="姓名" /><van-field v-model="form.number" name="身份证号" label="身份证号" />',
    ),
    wants: { name: same('name'), number: same('number') },
  },
  {
    id: 'field-noname',
    mount: page(
      { name: '', address: '' },
      '<van-field v-model="form.name" label="Name" /><van-field v-model="form.address" label="Address" type="textarea" autosize rows="2" />',
    ),
    wants: { name: same('name'), address: same('address') },
  },
  {
    id: 'field-formatter',
    mount: page(
      { idNumber: '' },
      '<van-field v-model="form.idNumber" name="idNumber" label="ID number" :formatter="(v) => v.replace(/[^0-9Xx]/g, \'\')" />',
    ),
    wants: { idNumber: same('number') },
  },
  {
    id: 'field-number',
    cards: [bankCard],
    mount: page(
      { bankCardNum: '' },
      '<van-field v-model="form.bankCardNum" name="bankCardNum" type="digit" label="Card number" />',
    ),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'field-picker',
    mount: page(
      { birth: '', show: false },
      '<van-field v-model="form.birth" is-link readonly name="birth" label="Birthday" placeholder="Choose" @click="form.show = true" /><van-popup v-model:show="form.show" position="bottom"><van-date-picker @confirm="({ selectedValues }) => { form.birth = selectedValues.join(\'-\'); form.show = false; }" /></van-popup>',
    ),
    wants: { birth: day('birth') },
  },
  {
    id: 'radio',
    lang: 'zh',
    mount: page(
      { sex: '' },
      '<van-field name="sex" label="性别"><template #input><van-radio-group v-model="form.sex" direction="horizontal"><van-radio name="1">男</van-radio><van-radio name="2">女</van-radio></van-radio-group></template></van-field>',
    ),
    wants: { sex: is('sex', '2') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    lang: 'zh',
    mount: page(
      { longTerm: false },
      '<van-field name="longTerm" label="长期"><template #input><van-checkbox v-model="form.longTerm" shape="square" /></template></van-field>',
    ),
    wants: { longTerm: sends(is('longTerm', true), null) },
  },
  {
    id: 'cascader',
    lang: 'zh',
    cards: [idFront, hangzhou],
    mount: page(
      { area: '', show: false, code: '' },
      '<van-field v-model="form.area" is-link readonly label="地区" placeholder="请选择所在地区" @click="form.show = true" /><van-popup v-model:show="form.show" round position="bottom"><van-cascader v-model="form.code" title="请选择所在地区" :options="places" @close="form.show = false" @finish="({ selectedOptions }) => { form.show = false; form.area = selectedOptions.map(({ text }) => text).join(\'/\'); }" /></van-popup>',
      { setup: () => ({ places: places({ label: 'text' }) }) },
    ),
    wants: { code: { ...area(), values: (card) => [area().values(card)[0].at(-1)] } },
  },
];
