export default definePageConfig({ navigationBarTitleText: '代办的诉求' })
