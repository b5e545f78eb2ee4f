import { Checkbox, Label, RadioGroup, Select } from 'radix-ui';
import { useState } from 'react';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { idBackOpen, passport } from '../page/specimen.js';
import { is } from '../page/wants.js';

function Options({ options }) {
  return (
    <Select.Portal>
      <Select.Content>
        <Select.Viewport>
          {options.map(([value, text]) => (
            <Select.Item key={value} value={value}>
              <Select.ItemText>{text}</Select.ItemText>
            </Select.Item>
          ))}
        </Select.Viewport>
      </Select.Content>
    </Select.Portal>
  );
}

const sexes = [
  ['M', 'Male'],
  ['F', 'Female'],
];

function Radios({ options = sexes, ...props }) {
  return (
    <RadioGroup.Root aria-label="Sex" {...props}>
      {options.map(([value, text]) => (
        <div key={value}>
          <RadioGroup.Item value={value} id={`r-${value}`}>
            <RadioGroup.Indicator>●</RadioGroup.Indicator>
          </RadioGroup.Item>
          <label htmlFor={`r-${value}`}>{text}</label>
        </div>
      ))}
    </RadioGroup.Root>
  );
}

function stated(key, initial, Control) {
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

const uncontrolled = (control) => react(() => <form>{control}</form>);

export default [
  {
    id: 'select',
    mount: stated('sex', '', ({ value, setValue }) => (
      <Select.Root name="sex" value={value} onValueChange={setValue}>
        <Select.Trigger aria-label="Sex">
          <Select.Value placeholder="Choose…" />
        </Select.Trigger>
        <Options options={sexes} />
      </Select.Root>
    )),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'select-noname',
    mount: stated('sex', '', ({ value, setValue }) => (
      <>
        <Label.Root htmlFor="sex-trigger">Sex</Label.Root>
        <Select.Root value={value} onValueChange={setValue}>
          <Select.Trigger id="sex-trigger">
            <Select.Value placeholder="Choose…" />
          </Select.Trigger>
          <Options options={sexes} />
        </Select.Root>
      </>
    )),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'select-uncontrolled',
    mount: uncontrolled(
      <Select.Root name="sex">
        <Select.Trigger aria-label="Sex">
          <Select.Value placeholder="Choose…" />
        </Select.Trigger>
        <Options options={sexes} />
      </Select.Root>,
    ),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'select-country',
    cards: [passport],
    mount: stated('country', '', ({ value, setValue }) => (
      <Select.Root name="country" value={value} onValueChange={setValue}>
        <Select.Trigger aria-label="Country">
          <Select.Value placeholder="Choose…" />
        </Select.Trigger>
        <Options
          options={[
            ['fr', 'France'],
            ['cn', 'China'],
          ]}
        />
      </Select.Root>
    )),
    wants: { country: is('srcCountry', 'cn') },
  },
  {
    id: 'radio',
    mount: stated('sex', '', ({ value, setValue }) => <Radios name="sex" value={value} onValueChange={setValue} />),
    wants: { sex: is('sex', 'F') },
  },
  { id: 'radio-uncontrolled', mount: uncontrolled(<Radios name="sex" />), wants: { sex: is('sex', 'F') } },
  {
    id: 'radio-12',
    mount: stated('sex', '', ({ value, setValue }) => (
      <Radios
        name="sex"
        value={value}
        onValueChange={setValue}
        options={[
          ['opt-a', '男'],
          ['opt-b', '女'],
        ]}
      />
    )),
    wants: { sex: is('sex', 'opt-b') },
  },
  {
    id: 'radio-noname',
    mount: stated('sex', '', ({ value, setValue }) => <Radios value={value} onValueChange={setValue} />),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: stated('longTerm', false, ({ value, setValue }) => (
      <>
        <Checkbox.Root name="longTerm" id="c1" checked={value} onCheckedChange={setValue}>
          <Checkbox.Indicator>✓</Checkbox.Indicator>
        </Checkbox.Root>
        <label htmlFor="c1">Long-term</label>
      </>
    )),
    wants: { longTerm: is('longTerm', true) },
  },
];
