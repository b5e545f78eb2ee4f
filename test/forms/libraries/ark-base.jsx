import { NumberInput } from '@ark-ui/react/number-input';
import { RadioGroup } from '@ark-ui/react/radio-group';
import { createListCollection, Select } from '@ark-ui/react/select';
import { Field } from '@base-ui/react/field';
import { Select as BaseSelect } from '@base-ui/react/select';
import { useState } from 'react';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { is, part, same } from '../page/wants.js';

const sexes = createListCollection({
  items: [
    { value: 'male', label: 'Male' },
    { value: 'female', label: 'Female' },
  ],
});

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

export default [
  {
    id: 'ark-select',
    mount: page('sex', [], ({ value, setValue }) => (
      <Select.Root collection={sexes} value={value} onValueChange={(details) => setValue(details.value)}>
        <Select.Label>Sex</Select.Label>
        <Select.Control>
          <Select.Trigger>
            <Select.ValueText placeholder="Select" />
          </Select.Trigger>
        </Select.Control>
        <Select.Positioner>
          <Select.Content>
            {sexes.items.map((item) => (
              <Select.Item key={item.value} item={item}>
                <Select.ItemText>{item.label}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Content>
        </Select.Positioner>
        <Select.HiddenSelect name="sex" />
      </Select.Root>
    )),
    wants: { sex: is('sex', ['female'], 'female') },
  },
  {
    id: 'ark-radio',
    mount: page('gender', null, ({ value, setValue }) => (
      <RadioGroup.Root name="gender" value={value} onValueChange={(details) => setValue(details.value)}>
        <RadioGroup.Label>Gender</RadioGroup.Label>
        {['male', 'female'].map((sex) => (
          <RadioGroup.Item key={sex} value={sex}>
            <RadioGroup.ItemText>{sex}</RadioGroup.ItemText>
            <RadioGroup.ItemControl />
            <RadioGroup.ItemHiddenInput />
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'ark-number',
    mount: page('birthYear', '', ({ value, setValue }) => (
      <NumberInput.Root
        value={value}
        formatOptions={{ useGrouping: false }}
        onValueChange={(details) => setValue(details.value)}
      >
        <NumberInput.Label>Year of birth</NumberInput.Label>
        <NumberInput.Input />
      </NumberInput.Root>
    )),
    wants: { birthYear: part('birth', 'year') },
  },
  {
    id: 'base-field',
    mount: page('name', '', ({ value, setValue }) => (
      <Field.Root>
        <Field.Label>Name</Field.Label>
        <Field.Control placeholder="Required" value={value} onValueChange={(next) => setValue(next)} />
      </Field.Root>
    )),
    wants: { name: same('name') },
  },
  {
    id: 'base-select',
    mount: page('sex', null, ({ value, setValue }) => (
      <BaseSelect.Root
        name="sex"
        items={[
          { value: 'M', label: 'Male' },
          { value: 'F', label: 'Female' },
        ]}
        value={value}
        onValueChange={(next) => setValue(next)}
      >
        <BaseSelect.Trigger aria-label="Sex">
          <BaseSelect.Value />
        </BaseSelect.Trigger>
        <BaseSelect.Portal>
          <BaseSelect.Positioner>
            <BaseSelect.Popup>
              <BaseSelect.Item value="M">
                <BaseSelect.ItemText>Male</BaseSelect.ItemText>
              </BaseSelect.Item>
              <BaseSelect.Item value="F">
                <BaseSelect.ItemText>Female</BaseSelect.ItemText>
              </BaseSelect.Item>
            </BaseSelect.Popup>
          </BaseSelect.Positioner>
        </BaseSelect.Portal>
      </BaseSelect.Root>
    )),
    wants: { sex: is('sex', 'F') },
  },
];
