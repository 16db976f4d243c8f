/** A mainland phone number: 11 digits from 13 to 19, or a landline with its area code; spaces and dashes are ignored. */
export function isPhone(text: string): boolean {
  return /^(1[3-9]\d{9}|0\d{2,3}\d{7,8})$/.test(text.replace(/[\s-]/g, ''))
}
