import {
  AutoComplete,
  Cascader,
  Checkbox,
  ConfigProvider,
  DatePicker,
  Form,
  Input,
  InputNumber,
  Radio,
  Select,
  Space,
} from 'antd';
import { useEffect, useState } from 'react';
import { hold } from '../page/hold.js';
import { area, hangzhou, hangzhouShort, places, placesBelow } from '../page/places.js';
import { react } from '../page/react.jsx';
import { idBack, idFront, passport } from '../page/specimen.js';
import { day, is, part, same } from '../page/wants.js';

const sexes = [
  { value: 'male', label: 'Male' },
  { value: 'female', label: 'Female' },
];
const countries = [
  { value: 'FRA', label: 'France' },
  { value: 'CHN', label: 'China' },
  { value: 'JPN', label: 'Japan' },
];
const residences = [
  { value: 'zhejiang', label: '浙江省', children: [{ value: 'hangzhou', label: '杭州市' }] },
  {
    value: 'beijing',
    label: '北京市',
    children: [
      { value: 'dongcheng', label: '东城区' },
      { value: 'chaoyang', label: '朝阳区' },
    ],
  },
];

/** A page with the antd form of the documentation: what it would submit is what its form instance holds. */
function page(Items, props = {}) {
  return react(() => {
    const [form] = Form.useForm();
    hold(() => form.getFieldsValue(true));
    return (
      <ConfigProvider>
        <Form form={form} labelCol={{ span: 8 }} {...props}>
          <Items />
        </Form>
      </ConfigProvider>
    );
  });
}

const texts = { name: same('name'), idNumber: same('number'), address: same('address') };

const numbers = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ value: from + index, label: String(from + index) }));

export default [
  {
    id: 'input',
    mount: page(() => (
      <>
        <Form.Item label="Name" name="name" rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item label="ID number" name="idNumber">
          <Input allowClear />
        </Form.Item>
        <Form.Item label="Address" name="address">
          <Input.TextArea rows={3} showCount maxLength={100} />
        </Form.Item>
      </>
    )),
    wants: texts,
  },
  {
    id: 'input-formname',
    mount: page(
      () => (
        <>
          <Form.Item label="Name" name="name">
            <Input />
          </Form.Item>
          <Form.Item label="ID number" name="idNumber">
            <Input />
          </Form.Item>
        </>
      ),
      { name: 'basic' },
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'input-nested',
    mount: react(() => {
      const [form] = Form.useForm();
      hold(() => form.getFieldsValue(true).user);
      return (
        <Form form={form} name="nest-messages">
          <Form.Item label="Name" name={['user', 'name']}>
            <Input />
          </Form.Item>
          <Form.Item label="Address" name={['user', 'address']}>
            <Input.TextArea />
          </Form.Item>
        </Form>
      );
    }),
    wants: { name: same('name'), address: same('address') },
  },
  {
    id: 'input-trigger-blur',
    mount: page(() => (
      <Form.Item label="Name" name="name" trigger="onBlur" valuePropName="defaultValue">
        <Input />
      </Form.Item>
    )),
    wants: { name: same('name') },
  },
  {
    id: 'datepicker',
    mount: page(() => (
      <Form.Item label="Date of birth" name="birthday">
        <DatePicker />
      </Form.Item>
    )),
    wants: { birthday: day('birth') },
  },
  {
    id: 'datepicker-fmt',
    mount: page(() => (
      <Form.Item label="Date of birth" name="birthday">
        <DatePicker format="DD/MM/YYYY" />
      </Form.Item>
    )),
    wants: { birthday: day('birth') },
  },
  {
    id: 'datepicker-fmt-us',
    mount: page(() => (
      <Form.Item label="Date of birth" name="birthday">
        <DatePicker format="MM/DD/YYYY" needConfirm />
      </Form.Item>
    )),
    wants: { birthday: day('birth') },
  },
  {
    id: 'datepicker-zh',
    lang: 'zh',
    mount: page(() => (
      <Form.Item label="出生日期" name="birthday">
        <DatePicker format="YYYY年MM月DD日" placeholder="请选择日期" />
      </Form.Item>
    )),
    wants: { birthday: day('birth') },
  },
  {
    id: 'rangepicker',
    cards: [idBack],
    mount: react(() => {
      const [form] = Form.useForm();
      hold(() => {
        const [from, to] = form.getFieldValue('valid') ?? [];
        return { from, to };
      });
      return (
        <Form form={form}>
          <Form.Item label="Valid" name="valid">
            <DatePicker.RangePicker id={{ start: 'startDate', end: 'endDate' }} />
          </Form.Item>
        </Form>
      );
    }),
    wants: { from: day('startDate'), to: day('endDate') },
  },
  {
    id: 'select',
    mount: page(() => (
      <Form.Item label="Gender" name="gender">
        <Select placeholder="Select an option" allowClear options={sexes} />
      </Form.Item>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'select-search',
    cards: [passport],
    mount: page(() => (
      <Form.Item label="Country" name="country">
        <Select showSearch optionFilterProp="label" options={countries} placeholder="Select a country" />
      </Form.Item>
    )),
    wants: { country: is('srcCountry', 'CHN') },
  },
  {
    id: 'select-zh',
    lang: 'zh',
    mount: page(
      () => (
        <Form.Item label="性别" name="sex">
          <Select
            options={[
              { value: 1, label: '男' },
              { value: 2, label: '女' },
            ]}
          />
        </Form.Item>
      ),
      { name: 'register' },
    ),
    wants: { sex: is('sex', 2) },
  },
  {
    id: 'inputnumber',
    mount: page(() => (
      <Form.Item label="Year of birth" name="birthYear">
        <InputNumber min={1900} max={2100} />
      </Form.Item>
    )),
    wants: { birthYear: part('birth', 'year') },
  },
  {
    id: 'radio',
    mount: page(() => (
      <Form.Item label="Gender" name="gender">
        <Radio.Group options={sexes} />
      </Form.Item>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'radio-named',
    mount: page(() => (
      <Form.Item label="Gender" name="gender">
        <Radio.Group name="gender">
          <Radio value="male">Male</Radio>
          <Radio value="female">Female</Radio>
        </Radio.Group>
      </Form.Item>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'radio-button-MF',
    mount: page(() => (
      <Form.Item label="Sex" name="sex">
        <Radio.Group>
          <Radio.Button value="M">M</Radio.Button>
          <Radio.Button value="F">F</Radio.Button>
        </Radio.Group>
      </Form.Item>
    )),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'checkbox',
    cards: [{ ...idBack, endDate: 'long-term' }],
    mount: page(() => (
      <Form.Item name="longTerm" valuePropName="checked">
        <Checkbox>Long-term</Checkbox>
      </Form.Item>
    )),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'cascader',
    mount: page(() => (
      <Form.Item label="Address" name="address">
        <Cascader options={residences} />
      </Form.Item>
    )),
    wants: { address: is('address', ['beijing', 'chaoyang']) },
  },
  {
    id: 'cascader-area',
    lang: 'zh',
    cards: [idFront, hangzhou, hangzhouShort],
    mount: page(() => (
      <Form.Item label="所在地区" name="area">
        <Cascader options={places()} placeholder="请选择" />
      </Form.Item>
    )),
    wants: { area: area() },
  },
  {
    id: 'cascader-lazy',
    cards: [hangzhou],
    mount: page(() => {
      const [options, setOptions] = useState([]);
      useEffect(() => void placesBelow().then(setOptions), []);
      const loadData = async (chosen) => {
        const last = chosen.at(-1);
        last.children = await placesBelow(last.value);
        setOptions((now) => [...now]);
      };
      return (
        <Form.Item label="Habitual Residence" name="residence">
          <Cascader options={options} loadData={loadData} changeOnSelect />
        </Form.Item>
      );
    }),
    wants: { residence: area() },
  },
  {
    id: 'cascader-search',
    cards: [hangzhou],
    mount: page(() => (
      <Form.Item label="Province / City / District" name="area">
        <Cascader options={places()} showSearch expandTrigger="hover" />
      </Form.Item>
    )),
    wants: { area: area() },
  },
  {
    id: 'cascader-elsewhere',
    mount: page(() => (
      <Form.Item label="所在地区" name="area">
        <Cascader options={places().slice(1)} />
      </Form.Item>
    )),
    wants: { area: area() },
  },
  {
    id: 'cascader-other',
    left: ['department'],
    mount: page(() => (
      <Form.Item label="Department" name="department">
        <Cascader options={places()} />
      </Form.Item>
    )),
    wants: {},
  },
  {
    id: 'autocomplete',
    mount: page(() => (
      <Form.Item label="Address" name="address">
        <AutoComplete options={[{ value: '上海市黄浦区示例路1号' }]} placeholder="address" />
      </Form.Item>
    )),
    wants: { address: same('address') },
  },
  {
    id: 'three-selects',
    mount: page(() => (
      <Form.Item label="Date of birth">
        <Space.Compact>
          <Form.Item name="birthYear" noStyle>
            <Select placeholder="Year" options={numbers(1940, 2026)} style={{ width: 100 }} />
          </Form.Item>
          <Form.Item name="birthMonth" noStyle>
            <Select placeholder="Month" options={numbers(1, 12)} style={{ width: 100 }} />
          </Form.Item>
          <Form.Item name="birthDay" noStyle>
            <Select placeholder="Day" options={numbers(1, 31)} style={{ width: 100 }} />
          </Form.Item>
        </Space.Compact>
      </Form.Item>
    )),
    wants: {
      birthYear: part('birth', 'year'),
      birthMonth: part('birth', 'month'),
      birthDay: part('birth', 'day'),
    },
  },
  {
    // The registration form of its documentation: what is there already stays, what is no field of a card is left alone.
    id: 'docs-registration',
    left: [
      'email',
      'password',
      'confirm',
      'nickname',
      'residence',
      'phone',
      'donation',
      'website',
      'intro',
      'captcha',
      'agreement',
    ],
    mount: react(() => {
      const [form] = Form.useForm();
      hold(() => form.getFieldsValue(true));
      const given = { residence: ['33', '3301', '330106'], phone: { prefix: '86' }, donation: { currency: 'USD' } };
      return (
        <Form form={form} name="register" initialValues={given} labelCol={{ span: 8 }} style={{ maxWidth: 600 }}>
          <Form.Item name="email" label="E-mail" rules={[{ type: 'email' }, { required: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="password" label="Password" rules={[{ required: true }]} hasFeedback>
            <Input.Password />
          </Form.Item>
          <Form.Item name="confirm" label="Password again" dependencies={['password']} hasFeedback>
            <Input.Password />
          </Form.Item>
          <Form.Item name="nickname" label="Nickname" tooltip="How others see you" rules={[{ required: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="residence" label="Habitual residence" rules={[{ type: 'array', required: true }]}>
            <Cascader options={places()} />
          </Form.Item>
          <Form.Item label="Phone number">
            <Space.Compact block>
              <Form.Item name={['phone', 'prefix']} noStyle>
                <Select
                  style={{ width: 70 }}
                  options={[
                    { value: '86', label: '+86' },
                    { value: '87', label: '+87' },
                  ]}
                />
              </Form.Item>
              <Form.Item name={['phone', 'number']} noStyle>
                <Input />
              </Form.Item>
            </Space.Compact>
          </Form.Item>
          <Form.Item label="Donation">
            <Space.Compact block>
              <Form.Item name={['donation', 'amount']} noStyle>
                <InputNumber style={{ width: '100%' }} />
              </Form.Item>
              <Form.Item name={['donation', 'currency']} noStyle>
                <Select
                  style={{ width: 70 }}
                  options={[
                    { value: 'USD', label: '$' },
                    { value: 'CNY', label: '¥' },
                  ]}
                />
              </Form.Item>
            </Space.Compact>
          </Form.Item>
          <Form.Item name="website" label="Website">
            <AutoComplete options={[]} placeholder="website" />
          </Form.Item>
          <Form.Item name="intro" label="Introduction">
            <Input.TextArea showCount maxLength={100} />
          </Form.Item>
          <Form.Item name="gender" label="Gender" rules={[{ required: true }]}>
            <Select placeholder="choose" options={[...sexes, { value: 'other', label: 'Other' }]} />
          </Form.Item>
          <Form.Item label="Captcha" extra="To tell people from machines.">
            <Form.Item name="captcha" noStyle>
              <Input />
            </Form.Item>
          </Form.Item>
          <Form.Item name="agreement" valuePropName="checked" wrapperCol={{ offset: 8 }}>
            <Checkbox>I agree</Checkbox>
          </Form.Item>
        </Form>
      );
    }),
    wants: { gender: is('sex', 'female') },
  },
];
