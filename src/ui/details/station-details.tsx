import type { Station } from '../../state/settings-store.ts';
import { DataDetails } from './data-details.tsx';
import { FrontEndDetails } from './front-end-details.tsx';
import { MethodDetails } from './method-details.tsx';
import { ModelDetails } from './model-details.tsx';

export default function StationDetails({ station }: { readonly station: Station }) {
  switch (station) {
    case 'data':
      return <DataDetails />;
    case 'frontEnd':
      return <FrontEndDetails />;
    case 'teacher':
      return <ModelDetails part="teacher" />;
    case 'student':
      return <ModelDetails part="student" />;
    case 'method':
      return <MethodDetails />;
    default:
      return station satisfies never;
  }
}
