import { TextField } from '@mui/material';
import { Input } from 'antd';
import { Select as RadixSelect } from 'radix-ui';
import { Controller, useForm } from 'react-hook-form';
import ReactSelect from 'react-select';
import { hold, utcDayOf } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { idBackOpen, passport } from '../page/specimen.js';
import { day, is, same, sends } from '../page/wants.js';

function page(Fields, options = {}, asHeld = (values) => values) {
  return react(() => {
    const form = useForm(options);
    hold(() => asHeld(form.getValues()));
    return (
      <form onSubmit={form.handleSubmit(() => undefined)}>
        <Fields {...form} />
      </form>
    );
  });
}

const countries = [
  { value: 'FRA', label: 'France' },
  { value: 'CHN', label: 'China' },
];

export default [
  {
    id: 'register',
    mount: page(({ register }) => (
      <>
        <label>
          Name <input {...register('name', { required: true })} />
        </label>
        <label>
          ID number <input {...register('idNumber')} />
        </label>
        <label>
          Gender{' '}
          <select {...register('gender')}>
            <option value="" />
            <option value="M">男</option>
            <option value="F">女</option>
          </select>
        </label>
      </>
    )),
    wants: { name: same('name'), idNumber: same('number'), gender: is('sex', 'F') },
  },
  {
    id: 'onblur',
    mount: page(({ register }) => <input placeholder="Name" {...register('name')} />, { mode: 'onBlur' }),
    wants: { name: same('name') },
  },
  {
    id: 'valueasdate',
    mount: page(
      ({ register }) => <input type="date" aria-label="Birthday" {...register('birthday', { valueAsDate: true })} />,
      {},
      ({ birthday }) => ({ birthday: utcDayOf(birthday) }),
    ),
    wants: { birthday: day('birth') },
  },
  {
    id: 'radio',
    mount: page(({ register }) => (
      <fieldset>
        <legend>Gender</legend>
        <label>
          <input type="radio" value="1" {...register('gender')} /> 男
        </label>
        <label>
          <input type="radio" value="2" {...register('gender')} /> 女
        </label>
      </fieldset>
    )),
    wants: { gender: is('sex', '2') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page(({ register }) => (
      <label>
        <input type="checkbox" {...register('longTerm')} /> Long-term
      </label>
    )),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'controller-antd',
    mount: page(({ control }) => (
      <Controller name="name" control={control} render={({ field }) => <Input {...field} placeholder="Name" />} />
    )),
    wants: { name: same('name') },
  },
  {
    id: 'controller-mui',
    mount: page(
      ({ control }) => (
        <Controller name="name" control={control} render={({ field }) => <TextField {...field} label="Name" />} />
      ),
      { defaultValues: { name: '' } },
    ),
    wants: { name: same('name') },
  },
  {
    id: 'controller-react-select',
    cards: [passport],
    mount: page(({ control }) => (
      <>
        <label htmlFor="country">Country</label>
        <Controller
          name="country"
          control={control}
          render={({ field }) => <ReactSelect {...field} inputId="country" options={countries} />}
        />
      </>
    )),
    wants: { country: sends(is('srcCountry', { value: 'CHN', label: 'China' }), 'CHN') },
  },
  {
    id: 'shadcn-select',
    mount: page(
      ({ control }) => (
        <Controller
          name="gender"
          control={control}
          render={({ field }) => (
            <div data-slot="form-item">
              <label data-slot="form-label" htmlFor="gender-form-item">
                Gender
              </label>
              <RadixSelect.Root onValueChange={field.onChange} value={field.value}>
                <RadixSelect.Trigger id="gender-form-item" data-slot="select-trigger">
                  <RadixSelect.Value placeholder="Select" />
                </RadixSelect.Trigger>
                <RadixSelect.Portal>
                  <RadixSelect.Content>
                    <RadixSelect.Viewport>
                      <RadixSelect.Item value="male">
                        <RadixSelect.ItemText>Male</RadixSelect.ItemText>
                      </RadixSelect.Item>
                      <RadixSelect.Item value="female">
                        <RadixSelect.ItemText>Female</RadixSelect.ItemText>
                      </RadixSelect.Item>
                    </RadixSelect.Viewport>
                  </RadixSelect.Content>
                </RadixSelect.Portal>
              </RadixSelect.Root>
            </div>
          )}
        />
      ),
      { defaultValues: { gender: '' } },
    ),
    wants: { gender: is('sex', 'female') },
  },
];
