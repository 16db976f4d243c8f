import { View } from '@tarojs/components'
import { useState } from 'react'
import { Refused } from '../lib/call'
import { Button } from '../ui/button'
import { Check, Choice } from '../ui/choice'
import { DivisionPicker } from '../ui/division-picker'
import { ErrorSummary, RefusedBar } from '../ui/error-summary'
import { Field } from '../ui/field'
import { PhotoField } from '../ui/photo-field'
import { ReadAloud } from '../ui/read-aloud'
import { StepsHeader } from '../ui/steps-header'
import { Part } from './part'
import { LONG, ONE_WORD } from './samples'

const nothing = () => {}
const options = [
  { value: 'a', label: '道路交通' },
  { value: 'b', label: '教育', hint: '学校、幼儿园' },
  { value: 'c', label: LONG.slice(0, 30), hint: ONE_WORD },
]

/** What is pressed, chosen and written in. */
export function Controls() {
  const [chosen, setChosen] = useState<string>('b')
  const [isOn, setOn] = useState(true)
  const [division, setDivision] = useState<string | null>(null)
  return (
    <View className="lx-stack">
      <Part name="Button">
        <Button kind="primary" icon="edit" onPress={nothing}>
          反映一件事
        </Button>
        <Button onPress={nothing}>上一步</Button>
        <Button kind="danger" onPress={nothing}>
          撤回
        </Button>
        <Button kind="link" icon="map" onPress={nothing}>
          在地图上看
        </Button>
        <Button kind="primary" isBusy onPress={nothing}>
          提交
        </Button>
        <Button isDisabled onPress={nothing}>
          现在不能点
        </Button>
        <Button onPress={nothing}>{LONG}</Button>
        <Button onPress={nothing}>{ONE_WORD}</Button>
        <View className="lx-row-wrap">
          <Button isInline onPress={nothing}>
            修改
          </Button>
          <Button isInline icon="trash" onPress={nothing}>
            删除
          </Button>
        </View>
      </Part>
      <Part name="Field">
        <Field name="empty" label="怎么称呼您" hint="例如：王女士" isOptional onChange={nothing} />
        <Field name="filled" label="写下地址" defaultValue="幸福路12号3栋楼下" max={120} onChange={nothing} />
        <Field name="placeholder" kind="search" label="找联络站" placeholder="名称、地址或拼音" onChange={nothing} />
        <Field name="phone" kind="phone" label="电话" defaultValue="12" error="请写手机号，或带区号的座机号" onChange={nothing} />
        <Field name="lines" kind="lines" label="什么事？" defaultValue={LONG} max={60} onChange={nothing} />
        <Field name="lines-error" kind="lines" label={LONG.slice(0, 30)} error="请写下您要反映的事情" onChange={nothing} />
      </Part>
      <Part name="Choice">
        <Choice name="list" label="属于哪一类？" hint="不确定可以不选" options={options} value={chosen} onChoose={setChosen} />
        <Choice name="compact" label="看哪些" isCompact options={options} value={chosen} onChoose={setChosen} />
        <Choice name="wrong" label="办得怎么样？" options={options} value={undefined} error="请选一项" onChoose={setChosen} />
      </Part>
      <Part name="Check">
        <Check label="同意代表打电话联系我" hint="不同意也能提交" value={isOn} onChange={setOn} />
        <Check label={LONG} value={!isOn} onChange={(value) => setOn(!value)} />
      </Part>
      <Part name="DivisionPicker">
        <DivisionPicker value={division} onChoose={(next) => setDivision(next?.code ?? null)} />
      </Part>
      <Part name="PhotoField">
        <PhotoField label="照片" hint="拍清楚地点，更好找" photos={[]} onChange={nothing} />
      </Part>
      <Part name="ErrorSummary">
        <ErrorSummary
          errors={[
            { path: 'lines-error', rule: 'required' },
            { path: 'phone', rule: 'phone' },
          ]}
          names={{ 'lines-error': '什么事', phone: '电话' }}
        />
        <RefusedBar error={new Refused('OFFLINE')} hasDraft />
      </Part>
      <Part name="StepsHeader">
        <StepsHeader title="事情在哪里？" progress="第2步，共4步" step={2} steps={4} />
      </Part>
      <Part name="ReadAloud">
        <ReadAloud words={LONG} />
      </Part>
    </View>
  )
}
