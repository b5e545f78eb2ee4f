import { formatCreditCard, formatDate } from 'cleave-zen';

/** cleave-zen as its documentation wires it: the value is formatted again at every `input`. */
export const CleaveZen = {
  date: (input) =>
    input.addEventListener('input', () => {
      input.value = formatDate(input.value, { delimiter: '/', datePattern: ['d', 'm', 'Y'] });
    }),
  card: (input) =>
    input.addEventListener('input', () => {
      input.value = formatCreditCard(input.value);
    }),
};
