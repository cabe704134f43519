/** Which short lines greet or take leave, and which only look like it. */
import { expect, test } from 'vitest'
import { isSalutation } from '../../../server/exchange/salutation.ts'

test.each([
  'Thank you, Mr. Co-Chair',
  'Thank-you Mr. Co-Chair',
  'Thank you.',
  'I thank you.',
  'We thank you for your attention.',
  'Mr. President,',
  'Madam Chair,',
  '[Mr./Madam] Chair,',
  'I thank you, Mr./Madam President.',
  'Mr. Chairman',
  'Excellencies',
  'Excellencies, Ladies and Gentlemen,',
  'Your Excellency,',
  'Distinguished delegates,',
  'Dear colleagues,',
  'Monsieur le Président,',
  'Madame la Présidente,',
  'Je vous remercie.',
  'Señor Presidente,',
  'Muchas gracias.',
  'Господин Председатель!',
  'Спасибо.',
  'السيد الرئيس،',
  'شكرا سيدي الرئيس',
  '主席先生，',
  '谢谢主席先生。',
])('%s', (words) => {
  expect(isSalutation(words)).toBe(true)
})

test.each([
  '',
  'Canada was pleased to host the meeting.',
  'Mr. Smith reported on clearance.',
  'Madam Curie was awarded twice',
  'Thank you. We note the report.',
  'Thank you, Mr. Chair, for giving us the floor on this matter',
  'Thank you: one two',
  'Presidents met in Oslo',
  'The Chair thanked all delegations.',
  `Thank you, ${'x'.repeat(90)}`,
])('not %j', (words) => {
  expect(isSalutation(words)).toBe(false)
})
