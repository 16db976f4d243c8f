export default definePageConfig({ navigationBarTitleText: '待核对的内容' })
