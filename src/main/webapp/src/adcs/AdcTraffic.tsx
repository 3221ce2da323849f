import { useParams } from 'react-router';
import { GroupedTrafficCard } from '../charts/GroupedTrafficCard';
import { TrafficCard } from '../charts/TrafficCard';
import { useOrganisation } from '../lib/useOrganisation';

export function AdcTraffic() {
  const organisation = useOrganisation();
  const { id = '' } = useParams();
  return (
    <div className="stack">
      <TrafficCard organisation={organisation} adc={id} />
      <GroupedTrafficCard organisation={organisation} adc={id} />
    </div>
  );
}
