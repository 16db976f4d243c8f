import { View } from '@tarojs/components'
import { useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { Page } from '../../ui/page'
import { useDetailsWords } from '../../words/details'
import { DetailsForm } from './form'

/** 联络站资料: what residents read of a station (`?stationId=`), for its desk and the office. */
export default function DetailsPage() {
  const { details } = useDetailsWords()
  const { stationId = '' } = useParams()
  const reading = useCall('station.open', { id: stationId })
  return (
    <Page title={details.title} reading={reading}>
      <View>{reading.data && <DetailsForm station={reading.data} />}</View>
    </Page>
  )
}
