import { ReceptionPage } from '../../ui/door/reception'

/** 接待排队 of a deputy: who is next, and the minutes. */
export default function DeputyReceptionPage() {
  return <ReceptionPage isDesk={false} />
}
