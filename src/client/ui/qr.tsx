import { Image, View } from '@tarojs/components'
import { useMemo } from 'react'
import { renderSVG } from 'uqr'
import { role } from './press'
import './qr.css'

/** A picture to scan: a QR code of `text`, or one that WeChat drew. */
export function Qr({ label, ...of }: { label: string } & ({ text: string } | { image: string })) {
  const source = 'image' in of ? of.image : of.text
  const isDrawn = 'image' in of
  const picture = useMemo(
    () => (isDrawn ? source : `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(source, { ecc: 'M', border: 2 }))}`),
    [source, isDrawn],
  )
  return (
    <View className="lx-qr" {...role('img', { label })}>
      <Image className="lx-qr-image" src={picture} nativeProps={{ alt: '' }} />
    </View>
  )
}
