export default definePageConfig({ navigationBarTitleText: '紧急查看身份' })
