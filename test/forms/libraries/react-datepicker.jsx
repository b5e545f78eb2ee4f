import 'react-datepicker/dist/react-datepicker.css';
import { useState } from 'react';
import DatePicker from 'react-datepicker';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { day, sends } from '../page/wants.js';

function page(props) {
  return react(() => {
    const [value, setValue] = useState(null);
    hold({ birthday: value });
    return (
      <form>
        <label htmlFor="birthday">Date of birth</label>
        <DatePicker id="birthday" selected={value} onChange={(next) => setValue(next)} {...props} />
      </form>
    );
  });
}

const wants = { birthday: sends(day('birth'), null) };

export default [
  { id: 'default', mount: page({}), wants },
  { id: 'dmy', mount: page({ dateFormat: 'dd/MM/yyyy', placeholderText: 'dd/mm/yyyy' }), wants },
  { id: 'iso', mount: page({ dateFormat: 'yyyy-MM-dd', name: 'birth' }), wants },
  {
    id: 'dropdowns',
    mount: page({ dateFormat: 'd MMMM yyyy', showYearDropdown: true, showMonthDropdown: true }),
    wants,
  },
];
