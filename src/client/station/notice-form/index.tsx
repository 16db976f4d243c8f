import { View } from '@tarojs/components'
import { useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { useMe } from '../../lib/session'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useNoticeDeskWords } from '../../words/notice-desk'
import { NoticeForm } from './form'

/** 写公告, a new one or to be changed. */
export default function NoticeFormPage() {
  const { desk } = useNoticeDeskWords().notice
  const { id } = useParams()
  const me = useMe()
  const reading = useCall('notice.open', { id: id ?? '' }, { isEnabled: Boolean(id) })
  return (
    <Page title={desk.form} reading={id ? reading : me}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {desk.form}
        </View>
        {me.data && (!id || reading.data) && <NoticeForm before={reading.data ?? null} roles={me.data.roles} />}
      </View>
    </Page>
  )
}
