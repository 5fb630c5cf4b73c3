using namespace System.IO
using module @{ ModuleName='x'; ModuleVersion='1.0' }
param($x)
$x