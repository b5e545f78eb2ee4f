import { describe, expect, test } from 'vitest';
import { cardNames } from './cards.ts';
import { contradictions } from './contradictions.ts';

const today = '2026-11-23';
// Fictional: the standard's own sample number, a woman born on 1949-12-31.
const woman = '11010519491231002X';
const line0 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
const line1 = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
const passport = {
  personId: 'L898902C3',
  srcCountry: 'UTO',
  surname: 'ERIKSSON',
  givenName: 'ANNA MARIA',
  birthDate: '1974-08-12',
  expireDate: '2012-04-15',
  line0,
  line1,
};

test('a card that says the same twice contradicts nothing', () => {
  expect(contradictions('passport', passport, today)).toEqual([]);
  expect(contradictions('id-card-front', { number: woman, birth: '1949-12-31' }, today)).toEqual([]);
  for (const card of cardNames) expect(contradictions(card, {}, today)).toEqual([]);
});

describe('against the ID number', () => {
  test('a birth, on every card that has both', () => {
    expect(contradictions('id-card-front', { number: woman, birth: '1949-12-30' }, today)).toEqual(['birth']);
    expect(contradictions('household-resident', { idNumber: woman, birthday: '1949-12-30' }, today)).toEqual([
      'birthday',
    ]);
    expect(contradictions('id-card-front', { number: 'CAN110085061203', birth: '1985-06-13' }, today)).toEqual([
      'birth',
    ]);
  });

  test('a number that fails its check is no witness', () => {
    expect(contradictions('id-card-front', { number: '110105194912310021', birth: '1949-12-30' }, today)).toEqual([]);
  });

  test.each([
    ['夫', true],
    ['子', true],
    ['长子', true],
    ['女婿', true],
    ['孙子', true],
    ['父亲', true],
    ['妻', false],
    ['妻子', false],
    ['女', false],
    ['次女', false],
    ['儿媳', false],
    ['外孙女', false],
    ['户主', false],
    ['子女', false],
    ['配偶', false],
    ['父母', false],
    ['其他', false],
  ])('a woman who is the head’s %s', (relationTo, contradicts) => {
    expect(contradictions('household-resident', { idNumber: woman, relationTo }, today)).toEqual(
      contradicts ? ['relationTo'] : [],
    );
  });

  test('a man who is the head’s wife', () => {
    const idNumber = '110105194912310011';
    expect(contradictions('household-resident', { idNumber, relationTo: '妻' }, today)).toEqual(
      contradictions('household-resident', { idNumber, relationTo: '长女' }, today),
    );
  });
});

describe('against a passport’s lines', () => {
  test.each([
    ['personId', 'L898902C8'],
    ['srcCountry', 'UTA'],
    ['surname', 'ERIKSEN'],
    ['givenName', 'ANNE'],
    ['birthDate', '1974-08-13'],
    ['birthDay', '1974-09-12'],
    ['expireDate', '2012-04-16'],
    ['expireDay', '2012-05-15'],
  ])('%s', (name, value) => {
    expect(contradictions('passport', { ...passport, [name]: value }, today)).toEqual([name]);
  });

  test.each([
    ['personId', 'L 898902-C3'],
    ['srcCountry', 'Utopia'],
    ['surname', 'Eriksson'],
    ['surname', 'ERIKSSON née JONSDOTTIR'],
    ['surname', 'ÉRIKSSON'],
    ['givenName', 'ANNA-MARIA'],
    ['givenName', 'ANNA MARIA LOUISA'],
    ['givenName', 'ANNA'],
    ['birthDate', '1874-08-12'],
    ['expireDate', 'long-term'],
  ])('%s %s is no contradiction', (name, value) => {
    const told = contradictions('passport', { ...passport, [name]: value }, today);
    expect(told).toEqual(value === 'long-term' ? ['expireDate'] : []);
  });

  test('a part whose check digit fails, or whose day is unknown, is no witness', () => {
    const spoilt = line1.replace('7408122', '7408132');
    expect(contradictions('passport', { ...passport, line1: spoilt }, today)).toEqual([]);
    const unknown = 'L898902C36UTO74<<<<4F1204159ZE184226B<<<<<10';
    expect(contradictions('passport', { ...passport, line1: unknown }, today)).toEqual([]);
    expect(contradictions('passport', { ...passport, line0: line0.replace('ERIKSSON', 'ER1KSSEN') }, today)).toEqual(
      [],
    );
  });
});

test('an end before its beginning', () => {
  expect(contradictions('id-card-back', { startDate: '2030-05-06', endDate: '2010-05-06' }, today)).toEqual([
    'endDate',
  ]);
  expect(contradictions('id-card-back', { startDate: '2010-05-06', endDate: 'long-term' }, today)).toEqual([]);
  expect(
    contradictions('driver-license-front', { validStartDate: '2021-03-02', validEndDate: '2015-03-02' }, today),
  ).toEqual(['validEndDate']);
  expect(contradictions('passport', { issueDate: '2024-08-15', expireDate: '2014-08-14' }, today)).toEqual([
    'expireDate',
  ]);
});
