# What is closed stays closed, what failed says so, and what was cancelled is as before.
$task = [System.Net.Sockets.TcpClient]::new().ConnectAsync('127.0.0.1', 1)
try { $task.Wait(5000) } catch { 'refused' }
$task.IsFaulted
$client = [System.Net.Sockets.TcpClient]::new()
$client.Close()
try { $client.Connect('127.0.0.1', 1) } catch { $_.Exception.InnerException.GetType().Name }
$datagrams = [System.Net.Sockets.UdpClient]::new(0)
$datagrams.Close()
try { $null = $datagrams.Send([byte[]](1, 2), 2, '127.0.0.1', 9) } catch { $_.Exception.InnerException.GetType().Name }

$table = [System.Data.DataTable]::new('People')
$null = $table.Columns.Add('Name', [string])
$null = $table.Columns.Add('Age', [int])
$table.PrimaryKey = @($table.Columns['Name'])
$row = $table.Rows.Add('Ann', 30)
$table.AcceptChanges()
try { $null = $table.Rows.Add('ANN', 31) } catch { $_.Exception.InnerException.GetType().Name }
$row.BeginEdit()
$row['Age'] = 99
$row.CancelEdit()
"$($row['Age']) $($row.RowState)"
$row['Age'] = 40
$copy = $table.Copy()
$copy.RejectChanges()
$copy.Rows[0]['Age']
$row.Delete()
$null = $table.Rows.Add('Ann', 50)
$view = $table.DefaultView
try { $view.RowFilter = 'Nope = 1' } catch { $_.Exception.InnerException.GetType().Name }
$view.Count
$loop = [System.Data.DataTable]::new()
try { $null = $loop.Columns.Add('A', [int], 'A + 1'); $loop.NewRow()['A'] } catch { 'no circle' }
