/** A few divisions of China as pages offer them, by their codes and as cascaders nest them. */
const provinces = [
  [
    '11',
    '北京市',
    [
      [
        '1101',
        '市辖区',
        [
          ['110101', '东城区'],
          ['110105', '朝阳区'],
        ],
      ],
    ],
  ],
  ['31', '上海市', [['3101', '市辖区', [['310101', '黄浦区']]]]],
  [
    '33',
    '浙江省',
    [
      [
        '3301',
        '杭州市',
        [
          ['330106', '西湖区'],
          ['330110', '余杭区'],
        ],
      ],
      ['3302', '宁波市', [['330203', '海曙区']]],
    ],
  ],
];

/** The tree with a library's own words for its keys. */
export function places({ value = 'value', label = 'label', children = 'children' } = {}) {
  const node = ([code, name, inside]) => ({
    [value]: code,
    [label]: name,
    ...(inside ? { [children]: inside.map(node) } : {}),
  });
  return provinces.map(node);
}

/** What is right below a code, after a while, as a server gives it. */
export async function placesBelow(code) {
  await new Promise((resolve) => setTimeout(resolve, 120));
  const all = [
    ...provinces,
    ...provinces.flatMap(([, , cities]) => [...cities, ...cities.flatMap(([, , areas]) => areas)]),
  ];
  const inside = code ? (all.find(([one]) => one === code)?.[2] ?? []) : provinces;
  return inside.map(([one, name, below]) => ({ value: one, label: name, isLeaf: !below, leaf: !below }));
}

/** Somebody of a province with cities of their own. */
export const hangzhou = {
  name: '张三',
  number: '33010619491231002X',
  birth: '1949-12-31',
  address: '浙江省杭州市西湖区虚构路1号',
};

/** An address as cards of the larger cities print it, without the province; the number says which. */
export const hangzhouShort = { ...hangzhou, address: '杭州市西湖区虚构路1号' };

/** The codes of the divisions a card's address lies in. */
export function area() {
  const codes = { 北京: ['11', '1101', '110105'], 浙江: ['33', '3301', '330106'], 杭州: ['33', '3301', '330106'] };
  return { path: 'address', values: (card) => [codes[card.address.slice(0, 2)]] };
}
