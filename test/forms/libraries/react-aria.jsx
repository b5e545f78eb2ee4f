import { useState } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  Checkbox,
  ComboBox,
  DateField,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  TextArea,
  TextField,
} from 'react-aria-components';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { idBackOpen, passport } from '../page/specimen.js';
import { day, is, part, same } from '../page/wants.js';

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

function Options({ options }) {
  return (
    <Popover>
      <ListBox>
        {options.map(([id, text]) => (
          <ListBoxItem key={id} id={id}>
            {text}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  );
}

const sexes = [
  ['male', '男'],
  ['female', '女'],
];
const countries = [
  ['FR', 'France'],
  ['CN', 'China'],
];

export default [
  {
    id: 'textfield',
    mount: page('name', '', ({ value, setValue }) => (
      <TextField value={value} onChange={setValue}>
        <Label>Name</Label>
        <Input />
      </TextField>
    )),
    wants: { name: same('name') },
  },
  {
    id: 'textfield-area',
    mount: page('address', '', ({ value, setValue }) => (
      <TextField name="address" value={value} onChange={setValue}>
        <Label>Address</Label>
        <TextArea />
      </TextField>
    )),
    wants: { address: same('address') },
  },
  {
    id: 'datefield',
    mount: page('birth', null, ({ value, setValue }) => (
      <DateField name="birth" value={value} onChange={setValue}>
        <Label>Date of birth</Label>
        <DateInput>{(segment) => <DateSegment segment={segment} />}</DateInput>
      </DateField>
    )),
    wants: { birth: day('birth') },
  },
  {
    id: 'datepicker',
    mount: page('birth', null, ({ value, setValue }) => (
      <DatePicker name="birth" value={value} onChange={setValue}>
        <Label>Date of birth</Label>
        <Group>
          <DateInput>{(segment) => <DateSegment segment={segment} />}</DateInput>
          <Button>▼</Button>
        </Group>
        <Popover>
          <Dialog>
            <Calendar>
              <Button slot="previous">◀</Button>
              <Heading />
              <Button slot="next">▶</Button>
              <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
    )),
    wants: { birth: day('birth') },
  },
  {
    id: 'select',
    lang: 'zh',
    mount: page('gender', null, ({ value, setValue }) => (
      <Select name="gender" value={value} onChange={setValue}>
        <Label>性别</Label>
        <Button>
          <SelectValue />
        </Button>
        <Options options={sexes} />
      </Select>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'select-uncontrolled',
    mount: react(() => (
      <form>
        <Select name="sex">
          <Label>Sex</Label>
          <Button>
            <SelectValue />
          </Button>
          <Options
            options={[
              ['M', 'Male'],
              ['F', 'Female'],
            ]}
          />
        </Select>
      </form>
    )),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'select-noname',
    mount: page('sex', null, ({ value, setValue }) => (
      <Select value={value} onChange={setValue}>
        <Label>Sex</Label>
        <Button>
          <SelectValue />
        </Button>
        <Options
          options={[
            ['a', 'Male'],
            ['b', 'Female'],
          ]}
        />
      </Select>
    )),
    wants: { sex: is('sex', 'b') },
  },
  {
    id: 'combobox',
    cards: [passport],
    mount: page('country', null, ({ value, setValue }) => (
      <ComboBox value={value} onChange={setValue}>
        <Label>Country</Label>
        <Input />
        <Button>▼</Button>
        <Options options={countries} />
      </ComboBox>
    )),
    wants: { country: is('srcCountry', 'CN') },
  },
  {
    id: 'radio',
    mount: page('gender', null, ({ value, setValue }) => (
      <RadioGroup name="gender" value={value} onChange={setValue}>
        <Label>Gender</Label>
        <Radio value="male">Male</Radio>
        <Radio value="female">Female</Radio>
      </RadioGroup>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page('longTerm', false, ({ value, setValue }) => (
      <Checkbox isSelected={value} onChange={setValue}>
        Long-term
      </Checkbox>
    )),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'numberfield',
    mount: page('birthYear', undefined, ({ value, setValue }) => (
      <NumberField value={value} onChange={setValue} formatOptions={{ useGrouping: false }}>
        <Label>Year of birth</Label>
        <Group>
          <Button slot="decrement">−</Button>
          <Input />
          <Button slot="increment">+</Button>
        </Group>
      </NumberField>
    )),
    wants: { birthYear: part('birth', 'year') },
  },
];
