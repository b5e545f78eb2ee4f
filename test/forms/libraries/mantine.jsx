import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import {
  Autocomplete,
  Checkbox,
  Group,
  MantineProvider,
  NativeSelect,
  NumberInput,
  Radio,
  SegmentedControl,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core';
import { DateInput, DatePickerInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { idBackOpen, passport } from '../page/specimen.js';
import { day, is, part, same } from '../page/wants.js';

function stated(key, initial, Control) {
  return react(() => {
    const [value, setValue] = useState(initial);
    hold({ [key]: value });
    return (
      <MantineProvider>
        <form>
          <Control value={value} onChange={setValue} />
        </form>
      </MantineProvider>
    );
  });
}

function formed(initialValues, Fields) {
  return react(() => {
    const form = useForm({ mode: 'uncontrolled', initialValues });
    hold(() => form.getValues());
    return (
      <MantineProvider>
        <form onSubmit={form.onSubmit(() => undefined)}>
          <Fields form={form} />
        </form>
      </MantineProvider>
    );
  });
}

const sexes = [
  { value: 'male', label: 'Male' },
  { value: 'female', label: 'Female' },
];

export default [
  {
    id: 'textinput',
    mount: formed({ name: '' }, ({ form }) => (
      <TextInput name="name" label="Name" key={form.key('name')} {...form.getInputProps('name')} />
    )),
    wants: { name: same('name') },
  },
  {
    id: 'textinput-docs',
    mount: formed({ name: '', idNumber: '' }, ({ form }) => (
      <>
        <TextInput
          withAsterisk
          label="Name"
          placeholder="Your name"
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <TextInput label="ID number" key={form.key('idNumber')} {...form.getInputProps('idNumber')} />
      </>
    )),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'textarea',
    mount: formed({ address: '' }, ({ form }) => (
      <Textarea label="Address" autosize key={form.key('address')} {...form.getInputProps('address')} />
    )),
    wants: { address: same('address') },
  },
  {
    id: 'dateinput',
    mount: formed({ birthday: null }, ({ form }) => (
      <DateInput
        label="Date of birth"
        valueFormat="DD/MM/YYYY"
        key={form.key('birthday')}
        {...form.getInputProps('birthday')}
      />
    )),
    wants: { birthday: day('birth') },
  },
  {
    id: 'dateinput-default',
    mount: stated('birthday', null, (props) => <DateInput label="Date of birth" placeholder="Date input" {...props} />),
    wants: { birthday: day('birth') },
  },
  {
    id: 'datepickerinput',
    mount: stated('birthday', null, (props) => (
      <DatePickerInput label="Date of birth" placeholder="Pick date" {...props} />
    )),
    wants: { birthday: day('birth') },
  },
  {
    id: 'select',
    mount: stated('gender', null, (props) => (
      <Select label="Gender" placeholder="Pick value" data={sexes} {...props} />
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'select-search',
    cards: [passport],
    mount: stated('country', null, (props) => (
      <Select
        searchable
        label="Country"
        name="country"
        data={[
          { value: 'FRA', label: 'France' },
          { value: 'CHN', label: 'China' },
        ]}
        {...props}
      />
    )),
    wants: { country: is('srcCountry', 'CHN') },
  },
  {
    id: 'native-select',
    mount: stated('sex', '', ({ value, onChange }) => (
      <NativeSelect
        label="Sex"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: '' }, ...sexes]}
      />
    )),
    wants: { sex: is('sex', 'female') },
  },
  {
    id: 'autocomplete',
    mount: stated('address', '', (props) => (
      <Autocomplete label="Address" data={['上海市黄浦区示例路1号']} {...props} />
    )),
    wants: { address: same('address') },
  },
  {
    id: 'number',
    mount: stated('birthYear', '', (props) => <NumberInput label="Year of birth" name="birthYear" {...props} />),
    wants: { birthYear: part('birth', 'year') },
  },
  {
    id: 'radio',
    mount: stated('gender', null, (props) => (
      <Radio.Group name="gender" label="Gender" {...props}>
        <Group>
          <Radio value="male" label="Male" />
          <Radio value="female" label="Female" />
        </Group>
      </Radio.Group>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'segmented',
    mount: stated('sex', '', (props) => (
      <SegmentedControl
        name="sex"
        aria-label="Sex"
        data={[
          { value: '', label: '–' },
          { value: 'M', label: 'Male' },
          { value: 'F', label: 'Female' },
        ]}
        {...props}
      />
    )),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: stated('longTerm', false, ({ value, onChange }) => (
      <Checkbox label="Long-term" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
    )),
    wants: { longTerm: is('longTerm', true) },
  },
];
