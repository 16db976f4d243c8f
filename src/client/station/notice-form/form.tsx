import { View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import type { Output } from '../../../contract'
import { saveNotice } from '../../../contract/notice'
import { noticeAudiences } from '../../../domain/notice'
import { hasArrived, useDraft } from '../../lib/draft'
import { replaceWith } from '../../lib/page'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Check, Choice } from '../../ui/choice'
import { errorAt, ErrorSummary, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { PhotoField } from '../../ui/photo-field'
import { useNoticeDeskWords } from '../../words/notice-desk'
import { Activity } from './activity'
import { draftOf, inputOf } from './draft'

type Roles = Output<'person.me'>['roles']

/** The whole of a notice; an activity's part opens where it is one. */
export function NoticeForm({ before, roles }: { before: Output<'notice.open'> | null; roles: Roles }) {
  const words = useNoticeDeskWords()
  const { desk } = words.notice
  const stations = roles.filter(({ role, id }) => role === 'staff' && id !== null)
  const isOffice = roles.some(({ role }) => role === 'office')
  const first = stations[0]?.id ?? null
  const { value: draft, change, clear, renew, requestId } = useDraft(`notice.${before?.id ?? 'new'}`, draftOf(before, first))
  const [wasTried, setTried] = useState(false)
  const { mutate, isPending, error } = useChange('notice.save', {
    onDone: ({ id }) => {
      clear()
      replaceWith('/station/notice/index', { id })
    },
  })
  const constituencies = useCall('constituency.list', {}, { isEnabled: draft.audience === 'constituency' })
  const input = { requestId: requestId(), ...inputOf(draft, before?.id ?? null) }
  const { issues = [] } = v.safeParse(saveNotice.input, input)
  const wrong = issues
    .map((issue) => ({ path: v.getDotPath(issue) ?? '', rule: issue.message }))
    .filter(({ path }, index, all) => all.findIndex((each) => each.path === path) === index)
  const errors = wasTried && wrong.length > 0 ? wrong : (error?.fields ?? [])
  const at = (path: string) => errorAt(words, errors, path, desk.own)
  const owners = [
    ...stations.map(({ id, name }) => ({ value: id, label: name })),
    ...(isOffice ? [{ value: null, label: words.notice.office }] : []),
  ]
  const audiences = noticeAudiences.filter((audience) =>
    audience === 'congress' ? isOffice : audience !== 'station' || draft.stationId !== null,
  )
  const save = () => {
    setTried(true)
    if (wrong.length === 0) mutate(input, { onError: (refused) => hasArrived(refused) && renew() })
  }
  return (
    <View className="lx-stack">
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasDraft />
      <ErrorSummary
        errors={errors}
        names={{
          title: desk.titleField,
          text: desk.text,
          'happening.startsAt': desk.start,
          'happening.endsAt': desk.end,
          'happening.place': desk.where,
          'registration.capacity': desk.capacity,
        }}
        own={desk.own}
      />
      {!before && owners.length > 1 && (
        <Choice
          name="stationId"
          label={desk.station}
          options={owners}
          value={draft.stationId}
          onChoose={(stationId) => change({ stationId, audience: stationId ? 'station' : 'congress' })}
        />
      )}
      <Field
        name="title"
        label={desk.titleField}
        max={60}
        defaultValue={draft.title}
        error={at('title')}
        onChange={(title) => change({ title })}
      />
      <Field
        name="text"
        kind="lines"
        label={desk.text}
        max={5000}
        defaultValue={draft.text}
        error={at('text')}
        onChange={(text) => change({ text })}
      />
      <PhotoField label={desk.photos} photos={draft.photos} onChange={(photos) => change({ photos })} />
      <Choice
        name="audience"
        label={desk.audience}
        options={audiences.map((value) => ({ value, label: desk.audiences[value] }))}
        value={draft.audience}
        error={at('audience')}
        onChoose={(audience) => change({ audience })}
      />
      {draft.audience === 'constituency' && constituencies.data && (
        <Choice
          name="constituencyId"
          label={desk.constituency}
          isCompact
          options={constituencies.data.items.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.constituencyId ?? undefined}
          error={at('constituencyId')}
          onChoose={(constituencyId) => change({ constituencyId })}
        />
      )}
      <Check
        label={desk.isActivity}
        hint={desk.isActivityHint}
        value={draft.isActivity}
        onChange={(isActivity) => change({ isActivity })}
      />
      {draft.isActivity && <Activity draft={draft} change={change} at={at} />}
      <Button kind="primary" isBusy={isPending} onPress={save}>
        {before?.state === 'published' ? desk.saveChange : desk.saveDraft}
      </Button>
    </View>
  )
}
