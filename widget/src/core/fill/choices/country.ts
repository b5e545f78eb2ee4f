/**
 * ISO 3166-1 alpha-3 codes: those that begin with their alpha-2 code, those whose alpha-2 code is their first and third
 * letter, the rest.
 */
const firstTwo =
  'AFG AIA ALB ARG ASM AUS AZE BEL BFA BGR BHR BLM BMU BOL BRA BTN BVT BWA CAN CCK CHE CIV CMR COL CRI CUB CXR CYP CZE DEU DJI DMA DOM DZA ECU EGY ERI ESP ETH FIN FJI FRA GAB GBR GEO GGY GHA GIB GMB GRC GTM GUM HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRN ISL ITA JEY JOR JPN KEN KGZ KHM KIR KNA KWT LAO LBN LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MHL MKD MLI MMR MNG MRT MSR MUS MWI MYS NAM NCL NER NFK NGA NIC NLD NOR NPL NRU NZL OMN PAN PER PHL PRI PSE QAT REU ROU RUS RWA SAU SDN SGP SHN SJM SLE SMR SOM SSD STP SXM SYR TCA TGO THA TJK TKL TLS TON TTO TWN TZA UGA UMI USA UZB VAT VCT VEN VGB VIR VNM VUT WSM YEM ZAF ZMB ZWE';
const firstAndThird =
  'ABW AGO AND ARE ARM ATG AUT BDI BGD BHS BLZ BRB BRN CAF CHL CHN COD COG COK CPV CUW DNK ESH FLK FRO FSM GIN GLP GNQ GRD GRL GUF GUY IRQ JAM KAZ KOR LBR LBY MAF MDG MDV MEX MLT MNE MNP MOZ MTQ NIU PAK PCN PLW PNG POL PRT PRY PYF SEN SLB SLV SUR SVK SWE SWZ SYC TCD TKM TUN TUR TUV URY WLF';
/**
 * Each followed by its alpha-2 code; last what stands in passports beside ISO 3166 (ICAO 9303-3 §5): Germany, the
 * British kinds, Kosovo.
 */
const irregular =
  'ALAAX ATAAQ ATFTF BENBJ BESBQ BIHBA BLRBY COMKM CYMKY ESTEE GNBGW IRLIE ISRIL MACMO MYTYT PRKKP SGSGS SPMPM SRBRS SVNSI UKRUA D__DE GBDGB GBNGB GBOGB GBPGB GBSGB RKSXK XKXXK XXKXK UNKXK';
/** Names that official lists use and browsers do not know, folded; a `*` stands for anything. */
const official: Readonly<Record<string, string>> = {
  BN: 'bruneidarussalam',
  BO: 'bolivia*',
  CD: 'congodemocraticrepublic*|democraticrepublicofthecongo|congothedemocraticrepublic*|drcongo',
  CG: 'congo|republicofthecongo',
  CI: 'cotedivoire|ivorycoast',
  CN: 'peoplesrepublicofchina|chinapeoplesrepublic*|prchina|mainlandchina|chinese|中华人民共和国|中国大陆|中国内地',
  CV: 'caboverde|capeverde',
  CZ: 'czechrepublic|czechia',
  DE: 'federalrepublicofgermany',
  FM: 'micronesia*|federatedstatesofmicronesia',
  GB: 'unitedkingdom*|greatbritain*|uk|britain',
  HK: 'hongkong*',
  IR: 'iran*|islamicrepublicofiran',
  KP: 'koreademocratic*|democraticpeoplesrepublicofkorea|northkorea',
  KR: 'korearepublic*|republicofkorea|southkorea|koreasouth',
  LA: 'lao*',
  MD: 'moldova*|republicofmoldova',
  MK: 'macedonia*|northmacedonia',
  MM: 'burma|myanmar*',
  MO: 'macau*|macao*',
  NL: 'netherlands*|thenetherlands|holland',
  PS: 'palestine*|stateofpalestine',
  RU: 'russianfederation|russia',
  SY: 'syrianarabrepublic|syria',
  SZ: 'swaziland|eswatini',
  TR: 'turkey|turkiye|republicofturkiye',
  TW: 'taiwan*|chinesetaipei',
  TZ: 'tanzania*|unitedrepublicoftanzania',
  US: 'unitedstatesofamerica*|unitedstates*|usa|america',
  VA: 'holysee*|vaticancity*',
  VE: 'venezuela*',
  VN: 'vietnam|socialistrepublicofvietnam',
  XK: 'kosovo*|republicofkosovo',
};

/**
 * A country's codes and its names in the given languages. `code` is alpha-3 as passports print it, alpha-2, or a name
 * already.
 */
export function countryNames(code: string, languages: readonly string[]): readonly string[] {
  if (!/^[A-Z]{1,3}$/i.test(code)) return [code];
  const alpha2 = alpha2Of(code.toUpperCase());
  if (!alpha2) return [code];
  const names = languages.map((language) => nameOf(alpha2, language)).filter((name) => name !== undefined);
  return [code, ...alpha3sOf(alpha2), alpha2, ...names];
}

/** Whether a text is one of the names official lists have for a country. */
export function isOfficialName(folded: string, code: string): boolean {
  const alpha2 = alpha2Of(code.toUpperCase());
  const plain = folded.normalize('NFD').replace(/\p{M}/gu, '');
  return (official[alpha2 ?? ''] ?? '')
    .split('|')
    .some((name) => name !== '' && (name.endsWith('*') ? plain.startsWith(name.slice(0, -1)) : plain === name));
}

/** Undefined for codes that stand for no country, such as an organisation's. */
function alpha2Of(code: string): string | undefined {
  const exception = irregular.split(' ').find((entry) => entry.startsWith(code.padEnd(3, '_')));
  if (exception) return exception.slice(3);
  if (code.length === 2) return code;
  if (firstTwo.split(' ').includes(code)) return code.slice(0, 2);
  return firstAndThird.split(' ').includes(code) ? code.charAt(0) + code.charAt(2) : undefined;
}

function alpha3sOf(alpha2: string): readonly string[] {
  const [first = '', second = ''] = alpha2;
  const regular = [
    ...firstTwo.split(' ').filter((code) => code.startsWith(alpha2)),
    ...firstAndThird.split(' ').filter((code) => code.startsWith(first) && code.endsWith(second)),
  ];
  const others = irregular.split(' ').filter((entry) => entry.endsWith(alpha2));
  return [
    ...regular.filter((code) => alpha2Of(code) === alpha2),
    ...others.map((entry) => entry.slice(0, 3).replace(/_/g, '')),
  ];
}

function nameOf(alpha2: string, language: string): string | undefined {
  try {
    return new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(alpha2);
  } catch {
    // Neither a wrong `lang` on the page nor a code that is no region is a reason to stop filling.
    return undefined;
  }
}
