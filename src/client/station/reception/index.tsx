import { ReceptionPage } from '../../ui/door/reception'

/** 接待排队 of a station's desk. */
export default function StationReceptionPage() {
  return <ReceptionPage isDesk />
}
