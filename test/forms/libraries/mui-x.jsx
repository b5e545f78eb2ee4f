import { AdapterDayjs } from '@mui/x-date-pickers/AdapterDayjs';
import { DateField } from '@mui/x-date-pickers/DateField';
import { DatePicker } from '@mui/x-date-pickers/DatePicker';
import { DesktopDatePicker } from '@mui/x-date-pickers/DesktopDatePicker';
import { LocalizationProvider } from '@mui/x-date-pickers/LocalizationProvider';
import { MobileDatePicker } from '@mui/x-date-pickers/MobileDatePicker';
import { useState } from 'react';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { day, sends } from '../page/wants.js';

function page(Picker, props = {}) {
  return react(() => {
    const [value, setValue] = useState(null);
    hold({ birthday: value });
    return (
      <LocalizationProvider dateAdapter={AdapterDayjs}>
        <form>
          <Picker label="Date of birth" value={value} onChange={setValue} {...props} />
        </form>
      </LocalizationProvider>
    );
  });
}

const wants = { birthday: sends(day('birth'), null) };

export default [
  { id: 'datepicker', mount: page(DatePicker, { name: 'birthday' }), wants },
  { id: 'datepicker-docs', mount: page(DatePicker), wants },
  { id: 'desktop', mount: page(DesktopDatePicker, { name: 'birthday' }), wants },
  { id: 'mobile', mount: page(MobileDatePicker, { name: 'birthday' }), wants },
  { id: 'datefield', mount: page(DateField, { name: 'birthday' }), wants },
  { id: 'datepicker-dmy', mount: page(DatePicker, { name: 'birthday', format: 'DD/MM/YYYY' }), wants },
  { id: 'datepicker-words', mount: page(DatePicker, { name: 'birthday', format: 'DD MMMM YYYY' }), wants },
];
