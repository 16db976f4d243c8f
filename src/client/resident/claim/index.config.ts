export default definePageConfig({ navigationBarTitleText: '用查询码看诉求' })
