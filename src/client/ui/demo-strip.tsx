import { Text, View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { openTab } from '../lib/page'
import { demoPersons, openWindowAs, signInAs, useMe, useRole, type DemoPerson } from '../lib/session'
import { useWords } from '../words'
import { Button } from './button'
import { Card } from './card'
import './demo-strip.css'
import { Field } from './field'
import { press, role } from './press'

const SHOWN = 12

/** Where the host is a demo: who this window is, and the way to be anybody else, here or in another window. */
export function DemoStrip() {
  const { data: persons = [] } = useQuery({ queryKey: ['demo.persons'], queryFn: demoPersons, staleTime: Infinity, retry: false })
  const { demo, general } = useWords()
  const { data: me } = useMe()
  const { role: working, roles } = useRole()
  const [isOpen, setOpen] = useState(false)
  if (persons.length === 0) return null
  const title = roles.find((each) => each.role === working)?.name ?? general.role.resident
  return (
    <View className="lx-demo" {...role('region', { label: demo.choose })}>
      <View className="lx-demo-line">
        <Text className="lx-grow">{demo.now(me?.name ?? '', working === 'deputy' ? general.role.deputy : title)}</Text>
        <View className="lx-demo-change lx-press" {...press(() => setOpen(!isOpen), { expanded: isOpen })}>
          <Text>{isOpen ? general.close : demo.choose}</Text>
        </View>
      </View>
      {isOpen && <People persons={persons} onDone={() => setOpen(false)} />}
    </View>
  )
}

function People({ persons, onDone }: { persons: readonly DemoPerson[]; onDone: () => void }) {
  const { demo, general } = useWords()
  const [query, setQuery] = useState('')
  const found = persons.filter(({ person, name, role: as, title }) =>
    [person, name, title, general.role[as]].some((each) => each.includes(query)),
  )
  // Before anything is typed, some of every role: nobody scrolls past sixty deputies to find the office.
  const shown = query
    ? found.slice(0, SHOWN)
    : (['resident', 'deputy', 'staff', 'office'] as const).flatMap((as) => persons.filter((each) => each.role === as).slice(0, 4))
  const become = async (person: string) => {
    await signInAs(person)
    onDone()
    openTab('home')
  }
  return (
    <View className="lx-demo-people">
      <Field name="demo" kind="search" label={demo.find} onChange={(typed) => setQuery(typed.trim())} />
      {shown.length === 0 && <Text>{demo.none}</Text>}
      {shown.map(({ person, name, role: as, title }) => (
        <Card key={person}>
          <Text className="lx-heading">{`${name} · ${general.role[as]}`}</Text>
          <Text className="lx-small">{`${title} · ${person}`}</Text>
          <View className="lx-row-wrap">
            <Button isInline label={`${demo.become} ${person}`} onPress={() => void become(person)}>
              {demo.become}
            </Button>
            <Button isInline label={`${demo.open} ${person}`} onPress={() => openWindowAs(person)}>
              {demo.open}
            </Button>
          </View>
        </Card>
      ))}
    </View>
  )
}
