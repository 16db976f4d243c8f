import { Map } from '@tarojs/components'
import { useEffect } from 'react'
import pin from '../assets/tabs/stations-on.png'
import { clusterMarkers } from '../lib/map'
import type { MapProps } from './map-props'
import './place-map.css'

const MAP_ID = 'places'

/** WeChat's own map. Taps on clustered markers are unreliable there, so the list stays the way in. */
export function PlaceMap({ label, centre, places = [], here, onOpen }: MapProps) {
  useEffect(() => clusterMarkers(MAP_ID), [])
  const middle = here ?? centre ?? places[0]?.at
  if (!middle) return null
  return (
    <Map
      id={MAP_ID}
      className="lx-map"
      aria-label={label}
      longitude={middle.lon}
      latitude={middle.lat}
      scale={here ? 14 : 12}
      showLocation={Boolean(here)}
      markers={places.map(({ name, at }, index) => ({
        id: index,
        longitude: at.lon,
        latitude: at.lat,
        iconPath: pin,
        width: 28,
        height: 28,
        joinCluster: true,
        title: name,
      }))}
      onMarkerTap={({ detail }) => {
        const place = places[Number(detail.markerId)]
        if (place) onOpen?.(place.id)
      }}
      onError={() => {}}
    />
  )
}
