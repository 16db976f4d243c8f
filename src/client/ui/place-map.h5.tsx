import type { Map as LeafletMap, LayerGroup } from 'leaflet'
import { useEffect, useRef, useState } from 'react'
import { useCall } from '../lib/query'
import { useTiles } from '../lib/tiles'
import { useReportWords } from '../words/report'
import type { MapProps } from './map-props'
import { NoticeBar } from './notice-bar'
import './place-map.css'

type Leaflet = typeof import('leaflet')

const CITY_ZOOM = 12
const STREET_ZOOM = 15
/** Names are shown where a constituency is about this wide, and only where no pins would cover them. */
const NAME_PX = 60

/** A map to look at beside the list. Leaflet comes only when one is shown. */
export function PlaceMap({ label, centre, places = [], here, onOpen, mark, onMark }: MapProps) {
  const words = useReportWords()
  const element = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<{ leaflet: Leaflet; map: LeafletMap; points: LayerGroup } | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const { data: lines } = useCall('constituency.list', {})
  const { data: tiles } = useTiles()
  const handlers = useRef({ onOpen, onMark })
  handlers.current = { onOpen, onMark }

  useEffect(() => {
    let map: LeafletMap | undefined
    let isGone = false
    Promise.all([import('leaflet'), import('leaflet/dist/leaflet.css')])
      .then(([module]) => {
        if (isGone || !element.current) return
        const leaflet = (module as { default?: Leaflet }).default ?? module
        const middle = mark ?? here ?? centre ?? places[0]?.at ?? { lon: 121.47, lat: 31.23 }
        map = leaflet
          .map(element.current, { attributionControl: false, zoomControl: false, zoomSnap: 0.25 })
          .setView([middle.lat, middle.lon], mark || here ? STREET_ZOOM : CITY_ZOOM)
        map.on('click', ({ latlng }) => handlers.current.onMark?.({ lon: latlng.lng, lat: latlng.lat }))
        leaflet.control.zoom({ zoomInTitle: words.station.zoomIn, zoomOutTitle: words.station.zoomOut }).addTo(map)
        setShown({ leaflet, map, points: leaflet.layerGroup().addTo(map) })
      })
      .catch(() => setFailed(true))
    return () => {
      isGone = true
      map?.remove()
    }
  }, [])

  useEffect(() => {
    if (!shown || !tiles?.tiles) return
    const layer = shown.leaflet.tileLayer(tiles.tiles, { maxZoom: 18 }).addTo(shown.map)
    if (tiles.attribution) shown.leaflet.control.attribution({ prefix: false }).addAttribution(tiles.attribution).addTo(shown.map)
    return () => void layer.remove()
  }, [shown, tiles])

  useEffect(() => {
    if (!shown || !lines) return
    const { leaflet, map } = shown
    const group = leaflet.featureGroup(
      lines.items.map(({ name, lines: polygons }) =>
        leaflet
          .polygon(
            polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon] as [number, number]))),
            { color: '#b81c22', weight: 1.5, fillOpacity: 0.06, interactive: false },
          )
          .bindTooltip(name, { permanent: true, direction: 'center', className: 'lx-map-name' }),
      ),
    )
    group.addTo(map)
    if (!mark && !here && group.getBounds().isValid()) map.fitBounds(group.getBounds(), { animate: false })
    const showNames = () => {
      const bounds = group.getBounds()
      if (!bounds.isValid()) return
      const width = map.latLngToContainerPoint(bounds.getNorthEast()).x - map.latLngToContainerPoint(bounds.getSouthWest()).x
      map.getContainer().classList.toggle('lx-map-far', !handlers.current.onMark || width / Math.sqrt(lines.items.length) < NAME_PX)
    }
    showNames()
    map.on('zoomend', showNames)
    return () => void group.remove()
  }, [shown, lines])

  useEffect(() => {
    if (!shown) return
    const { leaflet, points } = shown
    points.clearLayers()
    const pin = (className: string) => leaflet.divIcon({ className: `lx-map-pin ${className}`, iconSize: undefined })
    for (const { id, name, at } of places)
      leaflet
        .marker([at.lat, at.lon], { icon: pin('lx-map-station'), title: name, alt: name })
        .on('click', () => handlers.current.onOpen?.(id))
        .on('keypress', ({ originalEvent }) => originalEvent.key === 'Enter' && handlers.current.onOpen?.(id))
        .addTo(points)
    if (here)
      leaflet
        .marker([here.lat, here.lon], {
          icon: pin('lx-map-here'),
          title: words.station.here,
          alt: words.station.here,
          interactive: false,
          keyboard: false,
        })
        .addTo(points)
    if (mark)
      leaflet
        .marker([mark.lat, mark.lon], {
          icon: pin('lx-map-mark'),
          title: words.report.marked,
          alt: words.report.marked,
          interactive: false,
          keyboard: false,
        })
        .addTo(points)
  }, [shown, places, here, mark, words])

  useEffect(() => {
    if (shown && mark && !shown.map.getBounds().contains([mark.lat, mark.lon])) shown.map.setView([mark.lat, mark.lon], STREET_ZOOM)
  }, [shown, mark])

  if (hasFailed) return <NoticeBar tone="warning" title={words.station.mapFailed} />
  return <div ref={element} className="lx-map" role="region" aria-label={label} />
}
