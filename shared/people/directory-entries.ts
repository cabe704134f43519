/**
 * The data of the directory: member states of the United Nations as ISO 3166-1 alpha-3 with alpha-2, its two observer
 * states, and organisations that are usually in the room. Where the platform's name for a state is not the one on its
 * nameplate, the nameplate stands here.
 */
import type { Language } from '../statement/statement.ts'

const pairs = (text: string): readonly (readonly [string, string])[] =>
  text.match(/[A-Z]{3}:[A-Z]{2}/g)?.map((pair) => [pair.slice(0, 3), pair.slice(4)] as const) ?? []

/** The 193 member states: alpha-3 and alpha-2. */
export const states = pairs(`
  AFG:AF ALB:AL DZA:DZ AND:AD AGO:AO ATG:AG ARG:AR ARM:AM AUS:AU AUT:AT AZE:AZ BHS:BS BHR:BH BGD:BD BRB:BB BLR:BY BEL:BE
  BLZ:BZ BEN:BJ BTN:BT BOL:BO BIH:BA BWA:BW BRA:BR BRN:BN BGR:BG BFA:BF BDI:BI CPV:CV KHM:KH CMR:CM CAN:CA CAF:CF TCD:TD
  CHL:CL CHN:CN COL:CO COM:KM COG:CG CRI:CR CIV:CI HRV:HR CUB:CU CYP:CY CZE:CZ PRK:KP COD:CD DNK:DK DJI:DJ DMA:DM DOM:DO
  ECU:EC EGY:EG SLV:SV GNQ:GQ ERI:ER EST:EE SWZ:SZ ETH:ET FJI:FJ FIN:FI FRA:FR GAB:GA GMB:GM GEO:GE DEU:DE GHA:GH GRC:GR
  GRD:GD GTM:GT GIN:GN GNB:GW GUY:GY HTI:HT HND:HN HUN:HU ISL:IS IND:IN IDN:ID IRN:IR IRQ:IQ IRL:IE ISR:IL ITA:IT JAM:JM
  JPN:JP JOR:JO KAZ:KZ KEN:KE KIR:KI KWT:KW KGZ:KG LAO:LA LVA:LV LBN:LB LSO:LS LBR:LR LBY:LY LIE:LI LTU:LT LUX:LU MDG:MG
  MWI:MW MYS:MY MDV:MV MLI:ML MLT:MT MHL:MH MRT:MR MUS:MU MEX:MX FSM:FM MCO:MC MNG:MN MNE:ME MAR:MA MOZ:MZ MMR:MM NAM:NA
  NRU:NR NPL:NP NLD:NL NZL:NZ NIC:NI NER:NE NGA:NG MKD:MK NOR:NO OMN:OM PAK:PK PLW:PW PAN:PA PNG:PG PRY:PY PER:PE PHL:PH
  POL:PL PRT:PT QAT:QA KOR:KR MDA:MD ROU:RO RUS:RU RWA:RW KNA:KN LCA:LC VCT:VC WSM:WS SMR:SM STP:ST SAU:SA SEN:SN SRB:RS
  SYC:SC SLE:SL SGP:SG SVK:SK SVN:SI SLB:SB SOM:SO ZAF:ZA SSD:SS ESP:ES LKA:LK SDN:SD SUR:SR SWE:SE CHE:CH SYR:SY TJK:TJ
  THA:TH TLS:TL TGO:TG TON:TO TTO:TT TUN:TN TUR:TR TKM:TM TUV:TV UGA:UG UKR:UA ARE:AE GBR:GB TZA:TZ USA:US URY:UY UZB:UZ
  VUT:VU VEN:VE VNM:VN YEM:YE ZMB:ZM ZWE:ZW`)

export const observers = pairs('VAT:VA PSE:PS')

export const organisations: readonly (readonly [string, string])[] = [
  ['AU', 'African Union'],
  ['EU', 'European Union'],
  ['GICHD', 'Geneva International Centre for Humanitarian Demining'],
  ['HI', 'Humanity & Inclusion'],
  ['ICBL', 'International Campaign to Ban Landmines'],
  ['ICRC', 'International Committee of the Red Cross'],
  ['IFRC', 'International Federation of Red Cross and Red Crescent Societies'],
  ['LAS', 'League of Arab States'],
  ['OAS', 'Organization of American States'],
  ['UN', 'United Nations'],
  ['UNDP', 'United Nations Development Programme'],
  ['UNICEF', "United Nations Children's Fund"],
  ['UNMAS', 'United Nations Mine Action Service'],
  ['UNODA', 'United Nations Office for Disarmament Affairs'],
]

export const offices: readonly (readonly [string, string])[] = [
  ['CHAIR', 'Chair'],
  ['SEC', 'Secretariat'],
]

/** Names as they stand on the nameplate at the United Nations, where the platform's tables say something else. */
export const nameplates: Readonly<Record<string, Partial<Record<Language, string>>>> = {
  BRN: { en: 'Brunei Darussalam' },
  COD: {
    en: 'Democratic Republic of the Congo',
    fr: 'République démocratique du Congo',
    es: 'República Democrática del Congo',
    ru: 'Демократическая Республика Конго',
    ar: 'جمهورية الكونغو الديمقراطية',
    zh: '刚果民主共和国',
  },
  COG: { en: 'Congo', fr: 'Congo', es: 'Congo', ru: 'Конго', ar: 'الكونغو', zh: '刚果' },
  CPV: { en: 'Cabo Verde' },
  IRN: { en: 'Iran (Islamic Republic of)' },
  KOR: {
    en: 'Republic of Korea',
    fr: 'République de Corée',
    es: 'República de Corea',
    ru: 'Республика Корея',
    ar: 'جمهورية كوريا',
    zh: '大韩民国',
  },
  LAO: { en: "Lao People's Democratic Republic" },
  MDA: { en: 'Republic of Moldova' },
  MMR: { en: 'Myanmar', fr: 'Myanmar', es: 'Myanmar', ru: 'Мьянма', ar: 'ميانمار', zh: '缅甸' },
  PRK: {
    en: "Democratic People's Republic of Korea",
    fr: 'République populaire démocratique de Corée',
    es: 'República Popular Democrática de Corea',
    ru: 'Корейская Народно-Демократическая Республика',
    ar: 'جمهورية كوريا الشعبية الديمقراطية',
    zh: '朝鲜民主主义人民共和国',
  },
  PSE: {
    en: 'State of Palestine',
    fr: 'État de Palestine',
    es: 'Estado de Palestina',
    ru: 'Государство Палестина',
    ar: 'دولة فلسطين',
    zh: '巴勒斯坦国',
  },
  RUS: { en: 'Russian Federation' },
  SYR: { en: 'Syrian Arab Republic' },
  TUR: { en: 'Türkiye' },
  TZA: { en: 'United Republic of Tanzania' },
  USA: { en: 'United States of America' },
  VCT: { en: 'Saint Vincent and the Grenadines' },
  VAT: { en: 'Holy See', fr: 'Saint-Siège', es: 'Santa Sede', ru: 'Святой Престол', ar: 'الكرسي الرسولي', zh: '教廷' },
  VNM: { en: 'Viet Nam' },
}
