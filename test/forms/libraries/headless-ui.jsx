import {
  Checkbox,
  Combobox,
  ComboboxInput,
  ComboboxOption,
  ComboboxOptions,
  Field,
  Input,
  Label,
  Listbox,
  ListboxButton,
  ListboxOption,
  ListboxOptions,
  Radio,
  RadioGroup,
  Select,
  Textarea,
} from '@headlessui/react';
import { useState } from 'react';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { idBackOpen, passport } from '../page/specimen.js';
import { is, same, sends } from '../page/wants.js';

function page(key, initial, Control) {
  return react(() => {
    const [value, setValue] = useState(initial);
    hold({ [key]: value });
    return (
      <form>
        <Control value={value} setValue={setValue} />
      </form>
    );
  });
}

const people = [
  { id: 1, name: 'Male' },
  { id: 2, name: 'Female' },
];

export default [
  {
    id: 'input',
    mount: page('name', '', ({ value, setValue }) => (
      <Field>
        <Label>Name</Label>
        <Input name="full_name" value={value} onChange={(event) => setValue(event.target.value)} />
      </Field>
    )),
    wants: { name: same('name') },
  },
  {
    id: 'textarea',
    mount: page('address', '', ({ value, setValue }) => (
      <Field>
        <Label>Address</Label>
        <Textarea value={value} onChange={(event) => setValue(event.target.value)} />
      </Field>
    )),
    wants: { address: same('address') },
  },
  {
    id: 'select',
    mount: page('sex', '', ({ value, setValue }) => (
      <Field>
        <Label>Sex</Label>
        <Select name="status" value={value} onChange={(event) => setValue(event.target.value)}>
          <option value="" />
          <option value="m">Male</option>
          <option value="f">Female</option>
        </Select>
      </Field>
    )),
    wants: { sex: is('sex', 'f') },
  },
  {
    id: 'listbox',
    mount: page('sex', '', ({ value, setValue }) => (
      <Field>
        <Label>Sex</Label>
        <Listbox name="sex" value={value} onChange={setValue}>
          <ListboxButton>{value || 'Choose'}</ListboxButton>
          <ListboxOptions anchor="bottom">
            <ListboxOption value="male">Male</ListboxOption>
            <ListboxOption value="female">Female</ListboxOption>
          </ListboxOptions>
        </Listbox>
      </Field>
    )),
    wants: { sex: is('sex', 'female') },
  },
  {
    id: 'listbox-objects',
    mount: page('sex', null, ({ value, setValue }) => (
      <Field>
        <Label>Gender</Label>
        <Listbox value={value} onChange={setValue}>
          <ListboxButton>{value?.name ?? 'Choose'}</ListboxButton>
          <ListboxOptions anchor="bottom">
            {people.map((one) => (
              <ListboxOption key={one.id} value={one}>
                {one.name}
              </ListboxOption>
            ))}
          </ListboxOptions>
        </Listbox>
      </Field>
    )),
    wants: { sex: is('sex', { id: 2, name: 'Female' }) },
  },
  {
    id: 'combobox',
    cards: [passport],
    mount: page('country', null, ({ value, setValue }) => {
      const [query, setQuery] = useState('');
      const names = ['France', 'China', 'Japan'].filter((name) => name.toLowerCase().includes(query.toLowerCase()));
      return (
        <Combobox value={value} onChange={setValue} onClose={() => setQuery('')} immediate>
          <ComboboxInput
            aria-label="Country"
            displayValue={(name) => name ?? ''}
            onChange={(event) => setQuery(event.target.value)}
          />
          <ComboboxOptions anchor="bottom">
            {names.map((name) => (
              <ComboboxOption key={name} value={name}>
                {name}
              </ComboboxOption>
            ))}
          </ComboboxOptions>
        </Combobox>
      );
    }),
    wants: { country: is('srcCountry', 'China') },
  },
  {
    id: 'radio',
    lang: 'zh',
    mount: page('sex', null, ({ value, setValue }) => (
      <RadioGroup name="sex" value={value} onChange={setValue} aria-label="性别">
        {['男', '女'].map((text, index) => (
          <Field key={text}>
            <Radio value={index + 1}>
              <span>○</span>
            </Radio>
            <Label>{text}</Label>
          </Field>
        ))}
      </RadioGroup>
    )),
    wants: { sex: is('sex', 2) },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page('longTerm', false, ({ value, setValue }) => (
      <Field>
        <Checkbox checked={value} onChange={setValue} name="long_term">
          <span>{value ? '✓' : '–'}</span>
        </Checkbox>
        <Label>Long-term</Label>
      </Field>
    )),
    wants: { longTerm: sends(is('longTerm', true), 'on') },
  },
];
