export { currentLanguage, languages, useLanguage, type Language } from '../lib/settings'
