import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { open } from '../../lib/page'
import { useChange } from '../../lib/query'
import { useDoorWords } from '../../words/door'
import { Button } from '../button'
import { Card } from '../card'
import { RefusedBar, wordsOfRule } from '../error-summary'
import { NoticeBar } from '../notice-bar'
import { heading } from '../press'
import { Status } from '../status'
import { CloseForm, MoveForm } from './change'
import { SwapForm } from './swap'

export type ReceptionView = Output<'reception.mine'>['items'][number]

/**
 * One reception of a rota, with what the deputy or the desk may do about it. `path` opens its queue. `isNext`: nothing else on
 * the page is likelier to be done next.
 */
export function ReceptionCard({ view, path, isDesk, isNext }: { view: ReceptionView; path: string; isDesk: boolean; isNext: boolean }) {
  const words = useDoorWords()
  const { door } = words
  const [opened, setOpened] = useState<'swap' | 'move' | 'close' | null>(null)
  const close = () => setOpened(null)
  const confirm = useChange('reception.confirm')
  const takeOver = useChange('reception.takeOver')
  const { id, state, steps, relations, on, from, to, station, deputy, successor, isLate, isProvisional, taken, waiting, reason } = view
  const may = (step: (typeof steps)[number]) => steps.includes(step)
  const late = confirm.error?.fields[0]
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {words.station.reception(on, from, to)}
        </View>
        <Text className="lx-text">{isDesk ? deputy.name : station.name}</Text>
        <View className="lx-row-wrap">
          <Status words={door.receptionState[state]} tone={state === 'confirmed' ? 'success' : state === 'planned' ? 'warning' : 'plain'} />
          <Status words={door.taken(taken, waiting)} />
          {isLate && state === 'planned' && <Status words={door.late} tone="error" icon="alert" />}
          {isProvisional && <Status words={door.provisional} tone="warning" />}
        </View>
        {reason && <Text className="lx-small">{reason}</Text>}
        {successor && (
          <NoticeBar title={relations.includes('successor') ? door.takeOverAsked(deputy.name) : door.swapAsked(successor.name)} />
        )}
        <RefusedBar error={(confirm.error && !late ? confirm.error : null) ?? takeOver.error} />
        {late && <NoticeBar tone="warning" title={wordsOfRule(words, late, door.own)} />}
        {opened === null && (
          <View className="lx-row-wrap">
            {state === 'confirmed' && (
              <Button isInline onPress={() => open(path, { id })}>
                {door.toReception}
              </Button>
            )}
            {may('takeOver') && (
              <>
                <Button
                  isInline
                  kind={isNext ? 'primary' : 'secondary'}
                  isBusy={takeOver.isPending}
                  onPress={() => takeOver.mutate({ id, accepts: true })}
                >
                  {door.yesTakeOver}
                </Button>
                <Button isInline isBusy={takeOver.isPending} onPress={() => takeOver.mutate({ id, accepts: false })}>
                  {door.noTakeOver}
                </Button>
              </>
            )}
            {may('confirm') && (
              <Button isInline kind={isNext ? 'primary' : 'secondary'} isBusy={confirm.isPending} onPress={() => confirm.mutate({ id })}>
                {isDesk ? door.confirmFor : door.step.confirm}
              </Button>
            )}
            {may('swap') && (
              <Button isInline onPress={() => setOpened('swap')}>
                {door.step.swap}
              </Button>
            )}
            {may('move') && (
              <Button isInline onPress={() => setOpened('move')}>
                {door.step.move}
              </Button>
            )}
            {may('close') && (
              <Button isInline kind="danger" onPress={() => setOpened('close')}>
                {door.step.close}
              </Button>
            )}
          </View>
        )}
        {opened === 'swap' && <SwapForm view={view} onDone={close} />}
        {opened === 'move' && <MoveForm view={view} onDone={close} />}
        {opened === 'close' && <CloseForm id={id} onDone={close} />}
      </View>
    </Card>
  )
}
