import { useState } from 'react';
import { NumericFormat, PatternFormat } from 'react-number-format';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { bankCard } from '../page/specimen.js';
import { day, part, same } from '../page/wants.js';

function page(key, Kind, props) {
  return react(() => {
    const [value, setValue] = useState('');
    hold({ [key]: value });
    return (
      <form>
        <Kind name={key} value={value} onValueChange={(values) => setValue(values.value)} {...props} />
      </form>
    );
  });
}

export default [
  {
    id: 'pattern-16',
    cards: [bankCard],
    mount: page('bankCardNum', PatternFormat, { format: '#### #### #### ####', mask: '_' }),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'pattern-19',
    cards: [bankCard],
    mount: page('bankCardNum', PatternFormat, {
      format: '#### #### #### #### ###',
      allowEmptyFormatting: true,
      mask: '_',
    }),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'pattern-date',
    mount: page('birth', PatternFormat, {
      format: '##/##/####',
      placeholder: 'DD/MM/YYYY',
      mask: ['D', 'D', 'M', 'M', 'Y', 'Y', 'Y', 'Y'],
    }),
    wants: { birth: day('birth', 'DDMMYYYY') },
  },
  {
    id: 'pattern-date-us',
    mount: page('birth', PatternFormat, { format: '##/##/####', placeholder: 'MM/DD/YYYY', mask: '_' }),
    wants: { birth: day('birth', 'MMDDYYYY') },
  },
  {
    id: 'pattern-date-iso',
    mount: page('birth', PatternFormat, { format: '####-##-##', mask: '_' }),
    wants: { birth: day('birth', 'YYYYMMDD') },
  },
  {
    id: 'numeric',
    cards: [bankCard],
    mount: page('bankCardNum', NumericFormat, { thousandSeparator: true }),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'numeric-year',
    mount: page('birthYear', NumericFormat, { allowNegative: false, decimalScale: 0 }),
    wants: { birthYear: part('birth', 'year') },
  },
];
